using Notejam.Machine.Host;

namespace Notejam.Machine.Images;

/// <summary>A .NET shared runtime of this machine that has ASP.NET Core.</summary>
/// <param name="Root">The folder with the program "dotnet", "host" and "shared".</param>
/// <param name="Version">The version of both frameworks, "10.0.4".</param>
public sealed record DotnetRuntime(string Root, string Version)
{
    /// <summary>The newest runtime of a release line ("10.0"), from DOTNET_ROOT or the dotnet on PATH; null when there is none.</summary>
    public static DotnetRuntime? Find(string line, HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var roots = host.FindAll("dotnet").Select(program => Path.GetDirectoryName(RealPath(program))!);
        if (host.Variable("DOTNET_ROOT") is { } chosen) roots = roots.Prepend(chosen);
        return roots.Select(root => Newest(root, line)).FirstOrDefault(runtime => runtime is not null);
    }

    /// <summary>The folder of a framework.</summary>
    public string Framework(string name) => Path.Combine(Root, "shared", name, Version);

    /// <summary>The folder of the host resolver.</summary>
    public string HostResolver => Path.Combine(Root, "host", "fxr", Version);

    private static DotnetRuntime? Newest(string root, string line)
    {
        var shared = Path.Combine(root, "shared", "Microsoft.AspNetCore.App");
        if (!Directory.Exists(shared)) return null;

        return new DirectoryInfo(shared).EnumerateDirectories($"{line}.*")
            .Where(folder => System.Version.TryParse(folder.Name, out _))
            .OrderByDescending(folder => System.Version.Parse(folder.Name))
            .Select(folder => new DotnetRuntime(root, folder.Name))
            .FirstOrDefault(runtime => Directory.Exists(runtime.Framework("Microsoft.NETCore.App")) && Directory.Exists(runtime.HostResolver));
    }

    private static string RealPath(string file) =>
        File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);
}
