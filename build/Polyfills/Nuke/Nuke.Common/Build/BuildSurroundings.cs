using System.Reflection;
using Nuke.Common.IO;

namespace Nuke.Common;

/// <summary>
/// Where and how the build runs. Apart from NukeBuild, so that a wrong <c>--root</c> or <c>--host</c> is an error of the
/// build with one message, not a class that cannot be initialized.
/// </summary>
internal static class BuildSurroundings
{
    static BuildSurroundings()
    {
        RootDirectory = GetRootDirectory();
        TemporaryDirectory = (RootDirectory / Constants.NukeDirectoryName / "temp").CreateDirectory();
        BuildAssemblyFile = Assembly.GetEntryAssembly()?.Location is { Length: > 0 } location ? location : null;
        BuildProjectFile = GetBuildProjectFile();
        Profiles = ParameterService.GetParameter<string[]>(Constants.LoadedLocalProfilesParameterName) ?? [];
        Host = ParameterService.GetParameter<Host>(nameof(Host)) ?? Host.Default;
        if (ParameterService.GetParameter<Verbosity?>(nameof(NukeBuild.Verbosity)) is { } verbosity)
            Execution.Logging.Verbosity = verbosity;
    }

    internal static AbsolutePath RootDirectory { get; }

    internal static AbsolutePath TemporaryDirectory { get; }

    internal static AbsolutePath BuildAssemblyFile { get; }

    internal static AbsolutePath BuildProjectFile { get; }

    internal static Host Host { get; set; }

    internal static string[] Profiles { get; }

    private static AbsolutePath GetRootDirectory()
    {
        const string Parameter = Constants.RootDirectoryParameterName;

        // '--root' without a value stands for the working directory.
        if (ParameterService.Instance.CommandLine.TryGetValues(Parameter, out var values) && values.Length == 0)
            return EnvironmentInfo.WorkingDirectory;

        return ParameterService.GetParameter<AbsolutePath>(Parameter)
            ?? Constants.TryGetRootDirectoryFrom(EnvironmentInfo.WorkingDirectory)
            ?? throw new InvalidOperationException(
                $"Could not locate '{Constants.NukeDirectoryName}' directory/file while walking up from "
                + $"'{EnvironmentInfo.WorkingDirectory}'.{Environment.NewLine}Either create a directory/file to mark "
                + "the root directory, or add '--root [path]' to the invocation.");
    }

    private static AbsolutePath GetBuildProjectFile()
    {
        for (var directory = BuildAssemblyFile?.Parent; directory is not null; directory = directory.Parent)
        {
            if (Directory.EnumerateFiles(directory, "*.csproj").FirstOrDefault() is { } file)
                return file;
        }

        return null;
    }
}
