using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.ElastiCache.Model;

/// <summary>Engines and versions as ElastiCache names them, whatever Redis server runs behind.</summary>
internal static class CacheEngines
{
    private static readonly Dictionary<string, string> FullVersions = new()
    {
        ["6.x"] = "6.2.6", ["6.0"] = "6.0.5", ["6.2"] = "6.2.6", ["7.0"] = "7.0.7", ["7.1"] = "7.1.0", ["7.2"] = "7.2.6", ["8.0"] = "8.0.1", ["8.1"] = "8.1.0",
    };

    /// <summary>The full version of one asked for, or the engine's newest.</summary>
    /// <exception cref="AwsException">An engine that is not served.</exception>
    public static string Resolve(string engine, string? version) => (engine, version) switch
    {
        ("redis", null) => "7.1.0",
        ("valkey", null) => "8.0.1",
        ("redis" or "valkey", { } asked) => FullVersions.GetValueOrDefault(asked, asked),
        _ => throw new AwsException("InvalidParameterValue", $"The sandbox serves the engines redis and valkey, not {engine}."),
    };

    /// <summary>The parameter-group family: <c>redis7</c>, <c>valkey8</c>, <c>redis6.x</c>.</summary>
    public static string Family(string engine, string version) => version.StartsWith('6') ? "redis6.x" : engine + version.Split('.')[0];
}
