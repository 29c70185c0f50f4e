namespace Notejam.Sandbox.State;

/// <summary>A service's state in all regions, as it is kept on disk.</summary>
/// <typeparam name="T">The state of one region.</typeparam>
public sealed class RegionStates<T>
{
    /// <summary>State by region name.</summary>
    public Dictionary<string, T> Regions { get; set; } = [];
}
