using System.Linq.Expressions;
using System.Text;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>A build from its arguments to its exit code.</summary>
internal static class BuildManager
{
    private const int ErrorExitCode = -1;

    private static readonly Stack<Action> CancellationHandlers = new();

    /// <summary>Called on Ctrl-C, the last one first.</summary>
    public static void OnCancellation(Action handler) => CancellationHandlers.Push(handler);

    public static int Execute<T>(Expression<Func<T, Target>>[] defaultTargets)
        where T : NukeBuild, new()
    {
        Console.OutputEncoding = Encoding.UTF8;
        Console.CancelKeyPress += (_, _) =>
        {
            foreach (var handler in CancellationHandlers)
                handler();
        };

        T build = null;
        try
        {
            build = new T();
            Logging.Configure(build);
            return Execute(build, defaultTargets, Finish);
        }
#pragma warning disable CA1031 // Whatever went wrong, a user gets one message and an exit code.
        catch (Exception caught)
#pragma warning restore CA1031
        {
            var exception = caught.Unwrap();
            if (exception is not TargetExecutionException)
            {
                Log.Verbose(exception, "Target-unrelated exception was thrown");
                Host.Error(exception.Message);
            }

            return build is null ? ErrorExitCode : build.ExitCode ??= ErrorExitCode;
        }
        finally
        {
            Finish();
            Log.CloseAndFlush();
        }

        // On Ctrl-C twice, as in the genuine engine: at once on the signal's thread, and here when what ran has ended.
        void Finish()
        {
            if (build?.ExecutionPlan is not null)
                CloseBuild(build);
        }
    }

    private static int Execute<T>(T build, Expression<Func<T, Target>>[] defaultTargets, Action finish)
        where T : NukeBuild
    {
        var targets = ExecutableTargetFactory.CreateAll(build, defaultTargets);
        build.ExecutableTargets = targets;
        build.ExecuteExtension<IOnBuildCreated>(x => x.OnBuildCreated(targets));

        if (!build.NoLogo)
            NukeBuild.WriteLogo();

        var separator = Constants.TargetsSeparator[0];
        var plan = ExecutionPlanner.GetExecutionPlan(
            targets,
            ParameterService.GetParameter<string[]>(Constants.InvokedTargetsParameterName, separator));
        build.ExecutionPlan = plan;
        build.ExecuteExtension<IOnBuildInitialized>(x => x.OnBuildInitialized(targets, plan));

        OnCancellation(finish);
        BuildExecutor.Execute(
            build,
            ParameterService.GetParameter<string[]>(Constants.SkippedTargetsParameterName, separator));
        return build.ExitCode ??= build.IsSucceeding ? 0 : ErrorExitCode;
    }

    private static void CloseBuild(NukeBuild build)
    {
        foreach (var target in build.ExecutionPlan)
        {
            target.Stopwatch.Stop();
            target.Status = target.Status switch
            {
                ExecutionStatus.Running => ExecutionStatus.Aborted,
                ExecutionStatus.Scheduled => ExecutionStatus.NotRun,
                var status => status,
            };
        }

        build.WriteOutcome();
        build.ExecuteExtension<IOnBuildFinished>(x => x.OnBuildFinished());
    }
}
