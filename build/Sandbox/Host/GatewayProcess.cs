namespace Notejam.Sandbox.Host;

/// <summary>The gateway among the sandbox's processes.</summary>
public static class GatewayProcess
{
    /// <summary>Its name there.</summary>
    public const string Name = "gateway";

    /// <summary>Tells builds of the sandbox apart: changes with every change of its code.</summary>
    public static string Version { get; } = typeof(GatewayProcess).Assembly.ManifestModule.ModuleVersionId.ToString();
}
