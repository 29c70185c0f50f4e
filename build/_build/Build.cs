using Notejam.Build.Hosting;
using Notejam.Build.Stages;
using Notejam.Pipeline.Options;
using Notejam.Pipeline.Records;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace Notejam.Build;

/// <summary>The pipeline: one interface a stage, each in its own file.</summary>
[DisableDefaultOutput(DefaultOutput.Logo)]
[PlanText]
internal sealed class Build : NukeBuild, ITestStage, IImageStage, IPushStage, IScanStage, IPlanStage, IApplyStage, IMigrateStage, IRolloutStage, IVerifyStage, IDeploy, IDestroy, IPreseed, IBackup, IVerifyBackups, IDrDrill, IFailover, IFailback, ISandbox, ICompose, IPreflight
{
    private static readonly Lazy<LogFolder> Logs = new(() => LogFolder.Take(TemporaryDirectory));
    private readonly DateTimeOffset _startedAt = TimeProvider.System.GetUtcNow();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private ILogger? _logger;

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["Plan"] = nameof(IPlanStage.PlanInfra) };

    /// <summary>What can be asked of this build.</summary>
    public static BuildSurface Surface => CommandLineSurface.Of(typeof(Build), nameof(ITestStage.Test), Aliases);

    // NUKE asks for it where it writes its log.
    AbsolutePath INukeBuild.TemporaryDirectory => Logs.Value.Path;

    public static int Main(string[] args)
    {
        var (request, problem) = BuildRequest.Read(args, Surface, RequestEnvironment.Variables, RequestEnvironment.Place(args));
        if (request is null) return RunExit.Refuse(problem!);
        // NUKE reads the process's own command line, which cannot be changed: start again with the words as they should be.
        var handover = Handover.Of(request);
        if (!handover.Words.SequenceEqual(args) || handover.Variables.Count > 0) return Relaunch.With(handover);
        try
        {
            if (!request.IsForInformation) RequestCheck.Check(request);
        }
        catch (RequestException wrong)
        {
            return RunExit.Refuse(wrong.Message);
        }

        return RunExit.Of(Execute<Build>(build => ((ITestStage)build).Test));
    }

    protected override void OnBuildInitialized()
    {
        _logger = Log.Logger;
        Rescue.WriteReport = () => ((IDeploy)this).WriteReport(_startedAt);
    }

    private void WriteAccess()
    {
        if (((IHazPipeline)this).RecordAccess) ((IHazPipeline)this).Pipeline.WriteAccess(_startedAt);
    }

    protected override void OnBuildFinished()
    {
        // On Ctrl-C NUKE says so twice: at once, on the signal's thread, while what was running still ends in order; and here,
        // when it has. Only then there is something to settle and to report.
        if (Environment.CurrentManagedThreadId != _thread) return;
        // What it repeats of warnings it writes with a logger without clock and level, and leaves that one behind.
        if (_logger is not null) Log.Logger = _logger;
        Rescue.Finish(PipelineHost.Settle, () => ((IDeploy)this).WriteReport(_startedAt), WriteAccess);
    }
}
