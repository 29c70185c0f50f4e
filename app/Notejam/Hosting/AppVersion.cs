using System.Reflection;

namespace Notejam.Hosting;

/// <summary>Which build runs.</summary>
public static class AppVersion
{
    private static readonly Assembly App = typeof(AppVersion).Assembly;

    /// <summary>
    /// "1.0.0+3f2a91c0": the version, and the start of the assembly's module id, which the deterministic compiler
    /// derives from the source. So it differs whenever the code does, and the image stays free of commits and dates.
    /// </summary>
    public static string Text { get; } =
        $"{App.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}+{App.ManifestModule.ModuleVersionId.ToString("N")[..8]}";
}
