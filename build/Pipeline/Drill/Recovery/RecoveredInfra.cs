namespace Notejam.Pipeline.Drill.Recovery;

/// <summary>What a drill's own stack has made.</summary>
/// <param name="Url">Where Notejam is reached.</param>
/// <param name="ServiceName">Its ECS service.</param>
/// <param name="CacheHost">Host of the cache.</param>
/// <param name="CachePort">Port of the cache.</param>
public sealed record RecoveredInfra(Uri Url, string ServiceName, string CacheHost, int CachePort);
