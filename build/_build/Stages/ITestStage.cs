using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Testing;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Sources → TestReport.</summary>
internal interface ITestStage : IHazPipeline
{
    [Suite]
    [Parameter("Tests to run: unit (a minute, no servers) or all. Default: all for Test itself, unit on the way to Deploy")]
    string Suite => TryGetValue(() => Suite) ?? (InvokedTargets.Any(target => target.Name == nameof(Test)) ? "all" : "unit");

    Target Test => _ => _
        .Description("Builds everything and runs the tests")
        .Executes(() =>
        {
            // Looked up first: Run removes the record of the last run, so that a killed one is not mistaken for a green one.
            var isAskedFor = InvokedTargets.Any(target => target.Name == nameof(Test));
            var earlier = isAskedFor ? null : Pipeline.FindPassedTests(Suite);
            Run("test", async cancellation =>
            {
                if (earlier is not null) return StageResult.Skipped(earlier, $"these very sources were tested already: {earlier}");
                var report = await Pipeline.Tests.RunAsync(Suite, cancellation);
                return report.Failed == 0
                    ? StageResult.Done(report, report.ToString())
                    : new StageResult<TestReport>(report, StageOutcome.Failed, $"{report}:\n  {string.Join("\n  ", report.Failures)}");
            });
        });
}
