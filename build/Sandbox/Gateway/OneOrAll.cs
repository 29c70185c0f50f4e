namespace Notejam.Sandbox.Gateway;

/// <summary>What a describing operation is about.</summary>
internal static class OneOrAll
{
    /// <summary>What a request names, or all when it names nothing.</summary>
    public static IEnumerable<T> Of<T>(string? name, Func<string, T> one, IEnumerable<T> all) => name is null ? all : [one(name)];
}
