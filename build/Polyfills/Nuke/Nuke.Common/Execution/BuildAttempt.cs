using System.Security.Cryptography;
using System.Text;
using Nuke.Common.IO;
using Nuke.Common.Utilities;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Remembers which targets succeeded, for <c>--continue</c> after a failure.</summary>
internal sealed class BuildAttempt
{
    private readonly AbsolutePath _file;
    private readonly HashSet<string> _executed;

    private BuildAttempt(AbsolutePath file, IEnumerable<string> executed)
    {
        _file = file;
        _executed = [.. executed];
    }

    public static BuildAttempt Begin(NukeBuild build)
    {
        var attemptFile = NukeBuild.TemporaryDirectory / "build-attempt.log";
        var invocation = HashInvocation();
        IEnumerable<string> executed = [];
        if (build.Continue && attemptFile.FileExists())
        {
            var previous = attemptFile.ReadAllLines();
            if (previous.FirstOrDefault() == invocation)
                executed = previous.Skip(1);
            else
                Log.Warning("Build invocation changed. Restarting ...");
        }

        var attempt = new BuildAttempt(attemptFile, executed);
        File.WriteAllLines(attemptFile, attempt._executed.Prepend(invocation));
        return attempt;
    }

    public bool HasExecuted(string target) => _executed.Contains(target);

    public void Record(string target) => File.AppendAllLines(_file, [target]);

    // Targets and values make an invocation; options' names do not.
    private static string HashInvocation()
    {
        var arguments = EnvironmentInfo.CommandLineArguments.Where(x => !x.StartsWith('-')).JoinSpace();
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(arguments)));
    }
}
