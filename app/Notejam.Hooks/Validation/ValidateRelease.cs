using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.CodeDeploy.Model;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Validation;

/// <summary>CodeDeploy's hook AfterAllowTestTraffic: asks the new release through the test listener and tells CodeDeploy whether it may take traffic.</summary>
internal sealed class ValidateRelease(IAmazonCodeDeploy codeDeploy, ReleaseChecks checks, FunctionLog log, TimeProvider time) : IHandler
{
    /// <summary>How long a release may take to answer well: a listener takes a moment to turn to it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Kept of the function's time, so that CodeDeploy hears of the outcome and does not wait an hour for it.
    private static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (deployment, execution) = (invocation.Required("DeploymentId"), invocation.Required("LifecycleEventHookExecutionId"));
        string? problem;
        try
        {
            problem = await FindProblemAsync(invocation.Deadline - ReportTime, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever went wrong: a release that could not be checked does not go live.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            problem = $"the release could not be checked: {exception.GetType().Name}: {exception.Message}";
        }

        if (problem is null) log.Info($"{deployment}: the release answers as it should");
        else log.Error($"{deployment}: {problem}");
        await ReportAsync(deployment, execution, problem is null ? LifecycleEventStatus.Succeeded : LifecycleEventStatus.Failed);
        return new JsonObject { ["status"] = problem is null ? "Succeeded" : "Failed", ["problem"] = problem };
    }

    private async Task<string?> FindProblemAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() + Patience is var patience && patience < end) end = patience;
        using var outOfTime = new CancellationTokenSource(end > time.GetUtcNow() ? end - time.GetUtcNow() : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(outOfTime.Token, cancellationToken);
        IReadOnlyList<string> problems = ["there was no time to ask it"];
        try
        {
            while (true)
            {
                problems = await checks.FindProblemsAsync(either.Token);
                if (problems.Count == 0) return null;
                await Task.Delay(Interval, time, either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return string.Join("; ", problems);
        }
    }

    private async Task ReportAsync(string deployment, string execution, LifecycleEventStatus status)
    {
        try
        {
            await codeDeploy.PutLifecycleEventHookExecutionStatusAsync(new PutLifecycleEventHookExecutionStatusRequest { DeploymentId = deployment, LifecycleEventHookExecutionId = execution, Status = status });
        }
        catch (LifecycleEventAlreadyCompletedException)
        {
            // Lambda repeats a call at times, and the first was heard; or the deployment was stopped meanwhile.
            log.Info($"{deployment}: CodeDeploy knows the outcome already");
        }
    }
}
