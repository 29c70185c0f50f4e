using Nuke.Common.IO;

namespace Nuke.Common;

internal static class Constants
{
    /// <summary>The version of the package whose API this is.</summary>
    internal const string StandsInFor = "10.1.0";

    internal const string NukeDirectoryName = ".nuke";
    internal const string BuildSchemaFileName = "build.schema.json";
    internal const string TargetsSeparator = "+";
    internal const string RootDirectoryParameterName = "Root";
    internal const string InvokedTargetsParameterName = "Target";
    internal const string SkippedTargetsParameterName = "Skip";
    internal const string LoadedLocalProfilesParameterName = "Profile";

    /// <summary>The first directory from here upwards that holds <c>.nuke</c>, but never the user's own.</summary>
    internal static AbsolutePath TryGetRootDirectoryFrom(AbsolutePath directory)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        for (var current = directory; current is not null; current = current.Parent)
        {
            var marker = current / NukeDirectoryName;
            if (marker.DirectoryExists() || marker.FileExists())
                return current == home ? null : current;
        }

        return null;
    }

    internal static AbsolutePath GetBuildSchemaFile(AbsolutePath root) => root / NukeDirectoryName / BuildSchemaFileName;

    internal static AbsolutePath GetParametersFile(AbsolutePath root, string profile = null) =>
        root / NukeDirectoryName / (profile is null ? "parameters.json" : $"parameters.{profile}.json");
}
