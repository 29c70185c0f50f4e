namespace Nuke.Common.Tooling;

/// <summary>Changes options fluently and returns them.</summary>
public delegate T Configure<T>(T options);

/// <summary>Calling configurators that may be absent.</summary>
public static class ConfigureExtensions
{
    public static T InvokeSafe<T>(this Configure<T> configurator, T obj) =>
        configurator is null ? obj : configurator(obj);
}
