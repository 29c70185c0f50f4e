using Nuke.Common.Utilities;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub's runners: blocks fold, warnings and errors become annotations.</summary>
public class GitHubActions : Host, IBuildServer
{
    internal GitHubActions()
    {
    }

    /// <summary>Null elsewhere.</summary>
    public static GitHubActions Instance => NukeBuild.Host as GitHubActions;

    public string Ref => EnvironmentInfo.GetVariable("GITHUB_REF");

    public string Sha => EnvironmentInfo.GetVariable("GITHUB_SHA");

    string IBuildServer.Branch => Ref;

    string IBuildServer.Commit => Sha;

    internal static bool IsRunningGitHubActions => EnvironmentInfo.HasVariable("GITHUB_ACTIONS", allowEmpty: false);

    internal override bool CanCollapse => true;

    protected internal override IDisposable WriteBlock(string text)
    {
        WriteCommand("group", text);
        return new DelegateDisposable(() => WriteCommand("endgroup", text));
    }

    protected internal override void ReportWarning(string text, string details = null) => WriteCommand("warning", text);

    protected internal override void ReportError(string text, string details = null) => WriteCommand("error", text);

    private static void WriteCommand(string command, string text)
    {
        var escaped = text
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
        Console.WriteLine($"::{command}::{escaped}");
    }
}
