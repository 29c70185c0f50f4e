using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>Calls the functions that are hooked to events, and takes their reports.</summary>
internal sealed class HookCalls(CodeDeployStore store, IFunctions functions) : IOperations
{
    /// <summary>Has Lambda call a function; it need not answer, but report.</summary>
    /// <exception cref="DeploymentFault">It cannot be called.</exception>
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutLifecycleEventHookExecutionStatus", ReportAsync),
    ];

    public void Invoke(Deployment deployment, string eventName, string function)
    {
        // Kept before the call: a report must find its id, whatever happens to this process.
        var hook = store.Change(deployment.Region, _ => deployment.Event(eventName).Hook ??= new HookExecution { Id = NewId() });
        var input = new JsonObject { ["DeploymentId"] = deployment.Id, ["LifecycleEventHookExecutionId"] = hook.Id };
        try
        {
            functions.Enqueue(deployment.Region, function, Encoding.UTF8.GetBytes(input.ToJsonString()));
        }
        catch (AwsException error)
        {
            throw new DeploymentFault(HookDecision.Failure, $"The function {function}, hooked to {eventName}, could not be invoked: {error.Message}");
        }

        store.Change(deployment.Region, _ => hook.IsInvoked = true);
    }

    /// <summary>PutLifecycleEventHookExecutionStatus.</summary>
    public Task<AwsResponse> ReportAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var deployment = region.Deployment(request.Json);
        var id = request.Json.Text("lifecycleEventHookExecutionId");
        var status = request.Json.Text("status");
        if (status is not ("Succeeded" or "Failed"))
            throw new AwsException("InvalidLifecycleEventHookExecutionStatusException", $"The status {status} is not one that a function may report: Succeeded or Failed.");
        if (deployment.Events.FirstOrDefault(item => item.Hook is { } hook && hook.Id == id) is not { } step)
            throw new AwsException("InvalidLifecycleEventHookExecutionIdException", $"The deployment {deployment.Id} has no hook execution {id}.");
        if (step.Status != "InProgress" || (step.Hook!.Result is { } before && before != status))
            throw new AwsException("LifecycleEventAlreadyCompletedException", $"The lifecycle event {step.Name} of deployment {deployment.Id} has already been completed.");
        step.Hook.Result = status;
        return AwsResponse.Json(new JsonObject { ["lifecycleEventHookExecutionId"] = id });
    }));

    private static string NewId() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
}
