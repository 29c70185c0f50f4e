using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.CodeDeploy.Api;

public class AppSpecParserTests
{
    private const string Yaml = """
        version: 0.0
        Resources:
          - TargetService:
              Type: AWS::ECS::Service
              Properties:
                TaskDefinition: "arn:aws:ecs:eu-central-1:123456789012:task-definition/app:2"
                LoadBalancerInfo:
                  ContainerName: "app"
                  ContainerPort: 8080
        Hooks:
          - AfterInstall: "smoke-test"
        """;

    private const string Json = """
        {"version":0.0,"resources":[{"targetService":{"type":"AWS::ECS::Service","properties":{
          "taskDefinition":"app:2","loadBalancerInfo":{"containerName":"app","containerPort":8080}}}}]}
        """;

    [Fact]
    public void Yaml_is_read()
    {
        var spec = AppSpecParser.Parse(Yaml);

        Assert.Equal("arn:aws:ecs:eu-central-1:123456789012:task-definition/app:2", spec.TaskDefinition);
        Assert.Equal(("app", 8080), (spec.ContainerName, spec.ContainerPort));
        Assert.Equal("smoke-test", spec.Hooks["AfterInstall"]);
    }

    [Fact]
    public void Json_with_keys_in_another_case_is_read()
    {
        var spec = AppSpecParser.Parse(Json);

        Assert.Equal(("app:2", "app", 8080), (spec.TaskDefinition, spec.ContainerName, spec.ContainerPort));
        Assert.Empty(spec.Hooks);
    }

    [Theory]
    [InlineData("AppSpecContent", "appSpecContent")]
    [InlineData("String", "string")]
    public void Both_kinds_of_revision_carry_an_AppSpec(string type, string field)
    {
        var revision = new JsonObject { ["revisionType"] = type, [field] = new JsonObject { ["content"] = Json } };

        Assert.Equal("app:2", AppSpecParser.Read(revision).TaskDefinition);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "neither YAML nor JSON")]
    [InlineData("[]", "one map")]
    [InlineData("version: 1.0", "version must be 0.0")]
    [InlineData("version: 0.0", "Resources")]
    [InlineData("{version: 0.0, Resources: [{TargetService: {Type: 'AWS::Lambda::Function'}}]}", "AWS::ECS::Service")]
    [InlineData("{version: 0.0, Resources: [{TargetService: {Type: 'AWS::ECS::Service', Properties: {LoadBalancerInfo: {ContainerName: a, ContainerPort: 80}}}}]}", "TaskDefinition")]
    [InlineData("{version: 0.0, Resources: [{TargetService: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: t, LoadBalancerInfo: {ContainerPort: 80}}}}]}", "ContainerName")]
    [InlineData("{version: 0.0, Resources: [{TargetService: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: t, LoadBalancerInfo: {ContainerName: a, ContainerPort: http}}}}]}", "not a port: http")]
    [InlineData("{version: 0.0, Resources: [{TargetService: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: t, LoadBalancerInfo: {ContainerName: a, ContainerPort: 80}}}}], Hooks: [{Install: f}]}", "hook for Install")]
    public void A_bad_AppSpec_is_refused_with_what_is_wrong(string content, string part)
    {
        var revision = new JsonObject { ["revisionType"] = "AppSpecContent", ["appSpecContent"] = new JsonObject { ["content"] = content } };

        var error = Assert.Throws<AwsException>(() => AppSpecParser.Read(revision));
        Assert.Equal("InvalidRevisionException", error.Code);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_hash_is_refused()
    {
        var content = new JsonObject { ["content"] = Json, ["sha256"] = new string('0', 64) };

        Assert.Throws<AwsException>(() => AppSpecParser.Read(new JsonObject { ["revisionType"] = "AppSpecContent", ["appSpecContent"] = content }));
    }

    [Fact]
    public void No_revision_is_refused() =>
        Assert.Equal("RevisionRequiredException", Assert.Throws<AwsException>(() => AppSpecParser.Read([])).Code);
}
