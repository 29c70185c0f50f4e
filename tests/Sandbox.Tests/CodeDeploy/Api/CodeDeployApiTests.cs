using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.CodeDeploy.Api;

public sealed class CodeDeployApiTests : IDisposable
{
    private readonly CodeDeployHarness _codeDeploy = new();

    public void Dispose() => _codeDeploy.Dispose();

    [Fact]
    public async Task A_second_deployment_is_refused_while_one_is_active_and_the_text_names_it()
    {
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => _codeDeploy.DeployAsync());
        Assert.Equal("DeploymentLimitExceededException", error.Code);
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_group_reads_back_as_it_was_given()
    {
        await _codeDeploy.CreateGroupAsync();
        var given = DeploymentGroups.Input(PredefinedConfigs.Default);

        var read = (await GroupAsync("GetDeploymentGroup", new JsonObject { ["deploymentGroupName"] = "group" })).Structure("deploymentGroupInfo");
        foreach (var (name, value) in given) Assert.True(JsonNode.DeepEquals(value, read[name]), name);
    }

    [Fact]
    public async Task Waits_that_are_not_given_are_written_out_as_zero()
    {
        await _codeDeploy.CreateGroupAsync(change: group => group["blueGreenDeploymentConfiguration"] = new JsonObject
        {
            ["deploymentReadyOption"] = new JsonObject { ["actionOnTimeout"] = "CONTINUE_DEPLOYMENT" },
            ["terminateBlueInstancesOnDeploymentSuccess"] = new JsonObject { ["action"] = "TERMINATE" },
        });

        var waits = (await GroupAsync("GetDeploymentGroup", new JsonObject { ["deploymentGroupName"] = "group" }))
            .Structure("deploymentGroupInfo").Structure("blueGreenDeploymentConfiguration");
        Assert.Equal(0, waits.Structure("deploymentReadyOption").Number("waitTimeInMinutes"));
        Assert.Equal(0, waits.Structure("terminateBlueInstancesOnDeploymentSuccess").Number("terminationWaitTimeInMinutes"));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_only()
    {
        await _codeDeploy.CreateGroupAsync();
        await GroupAsync("UpdateDeploymentGroup", new JsonObject
        {
            ["currentDeploymentGroupName"] = "group", ["newDeploymentGroupName"] = "renamed", ["deploymentConfigName"] = "CodeDeployDefault.ECSLinear10PercentEvery1Minutes",
        });

        var read = (await GroupAsync("GetDeploymentGroup", new JsonObject { ["deploymentGroupName"] = "renamed" })).Structure("deploymentGroupInfo");
        Assert.Equal("CodeDeployDefault.ECSLinear10PercentEvery1Minutes", read.Text("deploymentConfigName"));
        Assert.Single(read.Structures("ecsServices"));
    }

    [Fact]
    public async Task A_service_belongs_to_one_deployment_group()
    {
        await _codeDeploy.CreateGroupAsync();
        var second = DeploymentGroups.Input(PredefinedConfigs.Default);
        second["deploymentGroupName"] = "second";

        var error = await Assert.ThrowsAsync<AwsException>(() => _codeDeploy.CallAsync("CreateDeploymentGroup", second));
        Assert.Equal("ECSServiceMappingLimitExceededException", error.Code);
    }

    [Fact]
    public async Task Deployments_are_listed_newest_first_by_time_and_status()
    {
        await _codeDeploy.CreateGroupAsync();
        var first = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(5);
        _codeDeploy.Time.Advance(TimeSpan.FromMinutes(10));
        var between = AwsResponse.Epoch(_codeDeploy.Time.GetUtcNow() - TimeSpan.FromMinutes(1));
        var second = await _codeDeploy.DeployAsync();

        Assert.Equal([second, first], await ListAsync(new JsonObject()));
        Assert.Equal([second], await ListAsync(new JsonObject { ["createTimeRange"] = new JsonObject { ["start"] = between.DeepClone() } }));
        Assert.Equal([first], await ListAsync(new JsonObject { ["includeOnlyStatuses"] = JsonReading.Array(["Succeeded"]) }));
        await Assert.ThrowsAsync<AwsException>(() => ListAsync(new JsonObject { ["includeOnlyStatuses"] = JsonReading.Array(["Done"]) }));
    }

    [Theory]
    [InlineData("StopDeployment")]
    [InlineData("ContinueDeployment")]
    public async Task What_is_over_can_neither_be_stopped_nor_continued(string operation)
    {
        await _codeDeploy.CreateGroupAsync();
        var id = await _codeDeploy.DeployAsync();
        await _codeDeploy.RunAsync();
        await _codeDeploy.PassAsync(5);

        var error = await Assert.ThrowsAsync<AwsException>(() => _codeDeploy.CallAsync(operation, new JsonObject { ["deploymentId"] = id }));
        Assert.Equal("DeploymentAlreadyCompletedException", error.Code);
    }

    [Theory]
    [InlineData("GetApplication", "ApplicationDoesNotExistException")]
    [InlineData("GetDeploymentGroup", "ApplicationDoesNotExistException")]
    [InlineData("GetDeployment", "DeploymentDoesNotExistException")]
    [InlineData("GetDeploymentConfig", "DeploymentConfigDoesNotExistException")]
    public async Task What_does_not_exist_is_answered_with_its_own_error(string operation, string code)
    {
        var input = new JsonObject
        {
            ["applicationName"] = "none", ["deploymentGroupName"] = "none", ["deploymentId"] = "d-000000000", ["deploymentConfigName"] = "none",
        };

        Assert.Equal(code, (await Assert.ThrowsAsync<AwsException>(() => _codeDeploy.CallAsync(operation, input))).Code);
    }

    [Fact]
    public async Task A_description_is_at_most_256_characters_long()
    {
        await _codeDeploy.CreateGroupAsync();

        Assert.Equal("DescriptionTooLongException", (await Assert.ThrowsAsync<AwsException>(() => _codeDeploy.DeployAsync(new string('x', 257)))).Code);
    }

    private Task<JsonObject> GroupAsync(string operation, JsonObject input)
    {
        input["applicationName"] = "app";
        return _codeDeploy.CallAsync(operation, input);
    }

    private async Task<IReadOnlyList<string>> ListAsync(JsonObject input) => (await GroupAsync("ListDeployments", input)).Texts("deployments");
}
