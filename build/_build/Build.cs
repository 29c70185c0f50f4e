using Notejam.Build.Hosting;
using Notejam.Build.Stages;
using Notejam.Pipeline.Tools;
using Nuke.Common;

namespace Notejam.Build;

/// <summary>The pipeline: one interface a stage, each in its own file.</summary>
[DisableDefaultOutput(DefaultOutput.Logo)]
internal sealed class Build : NukeBuild, ITestStage, IImageStage, IPushStage, IScanStage, IPlanStage, IApplyStage, IMigrateStage, IRolloutStage, IVerifyStage, IDeploy, IDestroy, IPreseed, IBackup, IVerifyBackups, IDrDrill, IFailover, IFailback, ISandbox, ICompose, IPreflight
{
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["Plan"] = nameof(IPlanStage.PlanInfra) };

    public static int Main(string[] args)
    {
        var arguments = CommandLineGuard.Normalize(args, Aliases);
        if (CommandLineGuard.Check(arguments, CommandLineSurface.Options(typeof(Build)), CommandLineSurface.Targets(typeof(Build))) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        // NUKE reads the process's own command line, which cannot be changed: start again with the words as they should be.
        return arguments.SequenceEqual(args) ? Execute<Build>(build => ((ITestStage)build).Test) : Relaunch.With(arguments);
    }

    protected override void OnBuildFinished()
    {
        PipelineHost.Settle();
        ((IDeploy)this).WriteReport(_startedAt);
    }
}
