namespace Notejam.Sandbox.Daemon;

/// <summary>The gateway among the sandbox's processes.</summary>
public static class GatewayProcess
{
    /// <summary>Its name there.</summary>
    public const string Name = "gateway";

    /// <summary>Tells builds of the sandbox apart: changes with its sources and packages, and with nothing else.</summary>
    public static string Version { get; } = SandboxVersion.Of(ReadInputs());

    private static string[] ReadInputs()
    {
        using var reader = new StreamReader(typeof(GatewayProcess).Assembly.GetManifestResourceStream("Notejam.Sandbox.Inputs.txt")!);
        return reader.ReadToEnd().Split('\n');
    }
}
