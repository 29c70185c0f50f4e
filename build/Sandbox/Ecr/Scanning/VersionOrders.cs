namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>How versions are ordered, by ecosystem.</summary>
public static class VersionOrders
{
    /// <summary>The order of an ecosystem's versions.</summary>
    public static IComparer<string> For(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Debian => DebianVersionOrder.Instance,
        _ => NuGetVersionOrder.Instance,
    };
}
