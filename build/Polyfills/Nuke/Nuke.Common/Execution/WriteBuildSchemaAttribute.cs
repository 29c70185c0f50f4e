using System.Reflection;
using Nuke.Common.IO;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>
/// Keeps <c>.nuke/build.schema.json</c> as the build is: editors complete <c>.nuke/parameters.json</c> with it, shells
/// the command line.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class WriteBuildSchemaAttribute : BuildExtensionAttributeBase, IOnBuildCreated
{
    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets)
    {
        var file = Constants.GetBuildSchemaFile(Build.RootDirectory);
        try
        {
            if (IsCurrent(file, Build.GetType().Assembly))
                return;
            var schema = BuildSchema.Write(Build);
            if (file.FileExists() && WithoutReturns(file.ReadAllText()) == schema)
                File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            else
                Replace(file, schema);
        }
#pragma warning disable CA1031 // A convenience for editors: a build that cannot write it is none the worse.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Verbose(exception, "Could not write {File}", file);
        }
    }

    // A build that has not been compiled since has the same parameters. Working them out takes longer than all else that
    // happens before the first target.
    private static bool IsCurrent(AbsolutePath file, Assembly build) =>
        build.Location is { Length: > 0 } assembly && File.GetLastWriteTimeUtc(file) >= File.GetLastWriteTimeUtc(assembly);

    // Several builds may start at once: each finds the whole file, the old one or the new one.
    private void Replace(AbsolutePath file, string schema)
    {
        var draft = Build.TemporaryDirectory / $"{Constants.BuildSchemaFileName}.{Environment.ProcessId}";
        File.WriteAllText(draft, schema);
        File.Move(draft, file, overwrite: true);
    }

    private static string WithoutReturns(string text) => text.Replace("\r", string.Empty, StringComparison.Ordinal);
}
