using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.CodeDeploy.Engine;

public sealed class HookTests : IDisposable
{
    private readonly CodeDeployHarness _codeDeploy = new() { Hooks = """[{"AfterAllowTestTraffic":"smoke"}]""" };

    public void Dispose() => _codeDeploy.Dispose();

    [Fact]
    public async Task A_deployment_waits_at_its_hook_and_goes_on_when_the_function_reports_success()
    {
        var (id, execution) = await DeployToHookAsync();
        await _codeDeploy.PassAsync(30);

        var waiting = await EventAsync(id);
        Assert.Equal(("InProgress", 1), (waiting.Text("status"), _codeDeploy.Functions.Events.Count));
        var answer = await ReportAsync(id, execution, "Succeeded");
        Assert.Equal(execution, answer.Text("lifecycleEventHookExecutionId"));
        await ReportAsync(id, execution, "Succeeded");
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(5);

        Assert.Equal("Succeeded", (await _codeDeploy.GetAsync(id)).Text("status"));
        Assert.Equal("LifecycleEventAlreadyCompletedException", (await Assert.ThrowsAsync<AwsException>(() => ReportAsync(id, execution, "Succeeded"))).Code);
    }

    [Fact]
    public async Task A_hook_that_reports_failure_fails_the_deployment_and_rolls_it_back()
    {
        var (id, execution) = await DeployToHookAsync();
        await ReportAsync(id, execution, "Failed");
        await _codeDeploy.RunAsync();
        await _codeDeploy.RunAsync();

        await AssertFailedAsync(id, "ScriptFailed", "smoke");
        Assert.Equal([Deployments.Blue], _codeDeploy.World.Sets.Select(set => set.Id));
        Assert.Equal(100, _codeDeploy.World.Weights["arn:test"][Deployments.BlueGroup]);
    }

    [Fact]
    public async Task A_hook_that_does_not_report_within_an_hour_fails_the_deployment()
    {
        var (id, _) = await DeployToHookAsync();
        await _codeDeploy.PassAsync(59);
        Assert.Equal("InProgress", (await _codeDeploy.GetAsync(id)).Text("status"));
        await _codeDeploy.PassAsync(1);

        await AssertFailedAsync(id, "ScriptTimedOut", "3600 seconds");
    }

    [Fact]
    public async Task A_hook_that_cannot_be_called_fails_the_deployment_with_Lambdas_reason()
    {
        _codeDeploy.Functions.Error = new AwsException("ResourceNotFoundException", "Function not found: smoke", 404);
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();

        await AssertFailedAsync(id, "UnknownError", "Function not found: smoke");
    }

    [Fact]
    public async Task A_restart_keeps_the_execution_and_its_report()
    {
        var (id, execution) = await DeployToHookAsync();
        _codeDeploy.Restart();
        await _codeDeploy.RunAsync();
        await ReportAsync(id, execution, "Succeeded");
        _codeDeploy.Restart();
        await _codeDeploy.RunAsync();

        Assert.Equal("Succeeded", (await EventAsync(id)).Text("status"));
        Assert.Single(_codeDeploy.Functions.Events);
    }

    [Theory]
    [InlineData("Skipped", null, "InvalidLifecycleEventHookExecutionStatusException")]
    [InlineData("Succeeded", "another", "InvalidLifecycleEventHookExecutionIdException")]
    [InlineData("Failed", null, "LifecycleEventAlreadyCompletedException")]
    public async Task Reports_that_make_no_sense_are_refused(string status, string? execution, string code)
    {
        var (id, own) = await DeployToHookAsync();
        await ReportAsync(id, own, "Succeeded");

        Assert.Equal(code, (await Assert.ThrowsAsync<AwsException>(() => ReportAsync(id, execution ?? own, status))).Code);
    }

    private async Task<(string Deployment, string Execution)> DeployToHookAsync()
    {
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        var (function, input) = Assert.Single(_codeDeploy.Functions.Events);
        Assert.Equal(("smoke", id), (function, input.Text("DeploymentId")));
        return (id, input.Text("LifecycleEventHookExecutionId")!);
    }

    private Task<JsonObject> ReportAsync(string deployment, string execution, string status) => _codeDeploy.CallAsync("PutLifecycleEventHookExecutionStatus", new JsonObject
    {
        ["deploymentId"] = deployment, ["lifecycleEventHookExecutionId"] = execution, ["status"] = status,
    });

    private async Task<JsonObject> EventAsync(string id) =>
        (await _codeDeploy.GetTargetAsync(id)).Structures("lifecycleEvents").Single(item => item.Text("lifecycleEventName") == LifecycleEvent.AfterAllowTestTraffic);

    private async Task AssertFailedAsync(string id, string code, string message)
    {
        var failed = await _codeDeploy.GetAsync(id);
        Assert.Equal(("Failed", "HOOK_EXECUTION_FAILURE"), (failed.Text("status"), failed.Structure("errorInformation").Text("code")));
        Assert.NotNull(failed.Structure("rollbackInfo").Text("rollbackDeploymentId"));
        var diagnostics = (await EventAsync(id)).Structure("diagnostics");
        Assert.Equal(code, diagnostics.Text("errorCode"));
        Assert.Contains(message, diagnostics.Text("message"), StringComparison.Ordinal);
    }
}
