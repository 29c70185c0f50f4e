using Notejam.Hooks.Configuration;

namespace Notejam.Hooks.Cache;

/// <summary>Where the cache is.</summary>
/// <param name="Group">The replication group, as ElastiCache calls it.</param>
internal sealed record CacheAddress(string Group, string Host, int Port)
{
    /// <summary>Reads CACHE_*.</summary>
    public static CacheAddress Read(FunctionSettings settings) => new(settings.Required("CACHE_GROUP"), settings.Required("CACHE_HOST"), settings.Port("CACHE_PORT"));
}
