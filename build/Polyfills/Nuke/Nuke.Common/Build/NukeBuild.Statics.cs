using Nuke.Common.IO;

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>The directory above the working directory that holds <c>.nuke</c>, unless <c>--root</c> names one.</summary>
    [Parameter("Root directory during build execution.", Name = Constants.RootDirectoryParameterName)]
    public static AbsolutePath RootDirectory => BuildSurroundings.RootDirectory;

    /// <summary><c>.nuke/temp</c> under the root.</summary>
    public static AbsolutePath TemporaryDirectory => BuildSurroundings.TemporaryDirectory;

    public static AbsolutePath BuildAssemblyFile => BuildSurroundings.BuildAssemblyFile;

    public static AbsolutePath BuildAssemblyDirectory => BuildAssemblyFile?.Parent;

    public static AbsolutePath BuildProjectDirectory => BuildProjectFile?.Parent;

    public static AbsolutePath BuildProjectFile => BuildSurroundings.BuildProjectFile;

    [Parameter("Logging verbosity during build execution. Default is 'Normal'.")]
    public static Verbosity Verbosity
    {
        get => Execution.Logging.Verbosity;
        set => Execution.Logging.Verbosity = value;
    }

    [Parameter("Host for execution. Default is 'automatic'.")]
    public static Host Host
    {
        get => BuildSurroundings.Host;
        set => BuildSurroundings.Host = value;
    }

    [Parameter("Defines the profiles to load.", Name = Constants.LoadedLocalProfilesParameterName)]
    public static string[] LoadedLocalProfiles => BuildSurroundings.Profiles;

    public static bool IsLocalBuild => !IsServerBuild;

    public static bool IsServerBuild => Host is CI.IBuildServer;
}
