namespace Notejam.Pipeline.Recovery;

/// <summary>What the stack of a drill or a failover has made.</summary>
/// <param name="Url">Where Notejam is reached.</param>
/// <param name="LoadBalancer">Host of its load balancer: answers also while the name in <paramref name="Url"/> still leads elsewhere.</param>
/// <param name="ServiceName">Its ECS service.</param>
/// <param name="CacheHost">Host of the cache.</param>
/// <param name="CachePort">Port of the cache.</param>
public sealed record RecoveredInfra(Uri Url, string LoadBalancer, string ServiceName, string CacheHost, int CachePort);
