using Microsoft.Extensions.DependencyInjection;
using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Tests.Access;

public sealed class ServiceAccessTests : IAsyncDisposable
{
    // Operations that the reference does not know as actions, and why.
    private static readonly Dictionary<string, string> NoActions = new(StringComparer.Ordinal)
    {
        ["sts:GetAccessKeyInfo"] = "No permissions are required to perform this operation (API reference).",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-access-").FullName;
    private readonly ServiceProvider _provider;

    public ServiceAccessTests()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSandbox(new SandboxOptions { StateDirectory = _folder });
        services.AddSingleton<Microsoft.Extensions.Hosting.IHostApplicationLifetime>(_ => null!);
        _provider = services.BuildServiceProvider();
    }

    [Fact]
    public void Every_operation_of_every_native_service_is_an_action_of_the_reference()
    {
        var accesses = _provider.GetServices<ServiceAccess>().ToDictionary(access => access.SigningName);
        var actions = _provider.GetServices<AwsService>()
            .SelectMany(service => service.Operations.Select(operation => accesses[service.SigningName].ActionOf(operation.Name))).ToList();

        Assert.True(actions.Count > 300);
        Assert.Equal([], actions.Where(action => ServiceAuthorizationReference.Shared.FindAction(action) is null && !NoActions.ContainsKey(action)));
    }

    [Fact]
    public void Every_placeholder_and_key_in_a_table_is_one_of_the_reference()
    {
        var wrong = new List<string>();
        foreach (var access in _provider.GetServices<ServiceAccess>())
        {
            var service = ServiceAuthorizationReference.Shared.FindService(access.Prefix);
            if (service is null)
            {
                wrong.Add($"{access.Prefix} is no service");
                continue;
            }

            wrong.AddRange(access.Names.Keys.Where(name => !service.ResourceTypes.Any(type =>
                (!name.Contains('/', StringComparison.Ordinal) || name.StartsWith(type.Name + "/", StringComparison.Ordinal)) && type.ArnFormat.Contains($"${{{name[(name.LastIndexOf('/') + 1)..]}}}", StringComparison.Ordinal))).Select(name => $"{access.Prefix} {name}"));
            wrong.AddRange(access.Keys.Keys.Where(key => service.ConditionKeys.Find(key) is null).Select(key => $"{access.Prefix} {key}"));
        }

        Assert.Equal([], wrong);
    }

    // A member that names one resource names no second one besides, of a type that the action may also be about.
    [Fact]
    public void No_member_fills_two_types_of_one_action()
    {
        var twice = new List<string>();
        foreach (var access in _provider.GetServices<ServiceAccess>())
            foreach (var action in ServiceAuthorizationReference.Shared.FindService(access.Prefix)!.Actions)
            {
                var types = action.ResourceTypes.Where(type => access.Names.TryGetValue($"{type.Type}/Name", out _)).Select(type => type.Type).ToList();
                if (types.Count < 2) continue;
                var request = Json(access.SigningName, action.Name, """{"Name":"n","Id":"i","Scope":"REGIONAL"}""");
                if (access.OwnNeed(new RequestFacts(request)).Resources is { Count: > 1 } resources) twice.Add($"{action.Name}: {string.Join(' ', resources)}");
            }

        Assert.Equal([], twice);
    }

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html: the ARN in the request is what a policy is compared with.
    [Fact]
    public void An_ARN_in_a_request_stands_for_itself_in_every_action_that_lists_a_type_it_is_of()
    {
        var lost = new List<string>();
        // Requests to these name resources by id, by name, or in members of their own.
        foreach (var access in _provider.GetServices<ServiceAccess>().Where(access => access.SigningName is not ("s3" or "iam" or "ec2" or "lambda" or "logs")))
        {
            var service = ServiceAuthorizationReference.Shared.FindService(access.Prefix)!;
            // What is new has no ARN yet, and an event bus is named by Name or EventBusName.
            foreach (var action in service.Actions.Where(action => !action.Name.StartsWith("Create", StringComparison.Ordinal) && action.Name is not ("PutEvents" or "DeleteEventBus" or "DescribeEventBus")))
            {
                var listed = action.ResourceTypes.Select(each => service.FindResourceTypeByName(each.Type)).OfType<ResourceTypeReference>().ToList();
                // A format with any service in it, a recovery point's, takes the ARNs of other types too, which are none.
                listed.RemoveAll(type => type.ArnFormat.Contains(":${Vendor}:", StringComparison.Ordinal));
                foreach (var arn in service.ResourceTypes.Select(Sample).Where(arn => listed.Exists(type => type.Matches(arn))).Distinct())
                    if (!access.OwnNeed(new RequestFacts(Json(access.SigningName, action.Name, $$"""{"ResourceArn":"{{arn}}"}"""))).Resources.Contains(arn)) lost.Add($"{action.Service}:{action.Name} {arn}");
            }
        }

        Assert.True(lost.Count == 0, string.Join("\n", lost));
    }

    [Theory]
    [InlineData("ecs", "RunTask", """{"cluster":"c","taskDefinition":"f:3"}""", "ecs:RunTask arn:aws:ecs:R:task-definition/f:3")]
    [InlineData("ecs", "RunTask", """{"cluster":"c","taskDefinition":"f","tags":[{"key":"a","value":"b"}]}""", "ecs:RunTask arn:aws:ecs:R:task-definition/f:*", "ecs:TagResource arn:aws:ecs:R:task/c/*")]
    [InlineData("ecs", "DescribeTasks", """{"cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/c","tasks":["1","arn:aws:ecs:eu-central-1:123456789012:task/c/2"]}""", "ecs:DescribeTasks arn:aws:ecs:R:task/c/2 arn:aws:ecs:R:task/c/1")]
    [InlineData("ecs", "ListTasks", """{"cluster":"c","family":"f"}""", "ecs:ListTasks *")]
    [InlineData("ecs", "ListTasks", """{"cluster":"c","containerInstance":"i"}""", "ecs:ListTasks arn:aws:ecs:R:container-instance/c/i")]
    [InlineData("ecs", "UpdateService", """{"service":"s"}""", "ecs:UpdateService arn:aws:ecs:R:service/default/s")]
    [InlineData("ecs", "RegisterTaskDefinition", """{"family":"f","taskRoleArn":"t","executionRoleArn":"arn:aws:iam::123456789012:role/x/e"}""", "ecs:RegisterTaskDefinition arn:aws:ecs:R:task-definition/f:*", "iam:PassRole arn:aws:iam::123456789012:role/t", "iam:PassRole arn:aws:iam::123456789012:role/x/e")]
    [InlineData("codedeploy", "CreateDeployment", """{"applicationName":"a","deploymentGroupName":"g"}""", "codedeploy:CreateDeployment arn:aws:codedeploy:R:deploymentgroup:a/g")]
    [InlineData("application-autoscaling", "RegisterScalableTarget", """{"ServiceNamespace":"ecs","ResourceId":"service/c/s"}""", "application-autoscaling:RegisterScalableTarget arn:aws:application-autoscaling:R:scalable-target/*")]
    [InlineData("events", "PutEvents", """{"Entries":[{"Source":"s"}]}""", "events:PutEvents arn:aws:events:R:event-bus/default")]
    [InlineData("events", "PutTargets", """{"Rule":"r","Targets":[{"Arn":"a","RoleArn":"arn:aws:iam::123456789012:role/e"}]}""", "events:PutTargets arn:aws:events:R:rule/r", "iam:PassRole arn:aws:iam::123456789012:role/e")]
    [InlineData("logs", "PutLogEvents", """{"logGroupName":"g","logStreamName":"s"}""", "logs:PutLogEvents arn:aws:logs:R:log-group:g:log-stream:s")]
    [InlineData("logs", "CreateLogGroup", """{"logGroupName":"g","tags":{"a":"b"}}""", "logs:CreateLogGroup arn:aws:logs:R:log-group:g:log-stream:", "logs:TagResource arn:aws:logs:R:log-group:g")]
    [InlineData("backup", "StartCopyJob",
        """{"RecoveryPointArn":"arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1","SourceBackupVaultName":"v","DestinationBackupVaultArn":"arn:aws:backup:eu-west-2:123456789012:backup-vault:w","IamRoleArn":"arn:aws:iam::123456789012:role/b"}""",
        "backup:StartCopyJob arn:aws:rds:R:snapshot:awsbackup:job-1", "iam:PassRole arn:aws:iam::123456789012:role/b")]
    [InlineData("backup", "StartRestoreJob", """{"RecoveryPointArn":"arn:aws:backup:eu-central-1:123456789012:recovery-point:1EB3B5E7-9EB0","Metadata":{},"IamRoleArn":"arn:aws:iam::123456789012:role/b"}""",
        "backup:StartRestoreJob arn:aws:backup:R:recovery-point:1EB3B5E7-9EB0", "iam:PassRole arn:aws:iam::123456789012:role/b")]
    [InlineData("kms", "CreateAlias", """{"AliasName":"alias/x","TargetKeyId":"k"}""", "kms:CreateAlias arn:aws:kms:R:alias/x k")]
    [InlineData("wafv2", "CreateWebACL", """{"Name":"a","Scope":"REGIONAL","Rules":[]}""", "wafv2:CreateWebACL arn:aws:wafv2:R:regional/webacl/a/*")]
    [InlineData("wafv2", "UpdateWebACL", """{"Name":"a","Id":"1","Scope":"REGIONAL","Rules":[{"Statement":{"IPSetReferenceStatement":{"ARN":"arn:aws:wafv2:eu-central-1:123456789012:regional/ipset/s/2"}}}]}""",
        "wafv2:UpdateWebACL arn:aws:wafv2:R:regional/ipset/s/2 arn:aws:wafv2:R:regional/webacl/a/1")]
    [InlineData("wafv2", "GetWebACL", """{"Name":"a","Id":"1","Scope":"CLOUDFRONT"}""", "wafv2:GetWebACL arn:aws:wafv2:R:global/webacl/a/1")]
    [InlineData("wafv2", "DeleteIPSet", """{"Name":"s","Id":"2","Scope":"REGIONAL"}""", "wafv2:DeleteIPSet arn:aws:wafv2:R:regional/ipset/s/2")]
    [InlineData("kms", "CreateKey", """{"Tags":[{"TagKey":"a","TagValue":"b"}]}""", "kms:CreateKey *", "kms:TagResource *")]
    public async Task A_JSON_request_needs(string service, string operation, string json, params string[] needs) =>
        Assert.Equal(Expected(needs), await NeedsAsync(Json(service, operation, json)));

    [Theory]
    [InlineData("rds", "CreateDBInstance", "DBInstanceIdentifier=d&DBSubnetGroupName=s&MonitoringRoleArn=arn:aws:iam::123456789012:role/m&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b",
        "rds:CreateDBInstance arn:aws:rds:R:db:d arn:aws:rds:R:subgrp:s", "rds:AddTagsToResource arn:aws:rds:R:db:d", "iam:PassRole arn:aws:iam::123456789012:role/m")]
    [InlineData("rds", "RestoreDBInstanceFromDBSnapshot", "DBInstanceIdentifier=d&DBSnapshotIdentifier=s", "rds:RestoreDBInstanceFromDBSnapshot arn:aws:rds:R:db:d arn:aws:rds:R:og:* arn:aws:rds:R:pg:* arn:aws:rds:R:snapshot:s arn:aws:rds:R:subgrp:*")]
    [InlineData("rds", "CreateDBSnapshot", "DBInstanceIdentifier=d&DBSnapshotIdentifier=s&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b",
        "rds:CreateDBSnapshot arn:aws:rds:R:db:d arn:aws:rds:R:snapshot:s", "rds:AddTagsToResource arn:aws:rds:R:snapshot:s")]
    [InlineData("rds", "DescribeDBInstances", "", "rds:DescribeDBInstances arn:aws:rds:R:db:*")]
    [InlineData("elasticloadbalancing", "CreateLoadBalancer", "Name=b&Tags.member.1.Key=a&Tags.member.1.Value=b", "elasticloadbalancing:CreateLoadBalancer arn:aws:elasticloadbalancing:R:loadbalancer/app/b/*", "elasticloadbalancing:AddTags arn:aws:elasticloadbalancing:R:loadbalancer/app/b/*")]
    [InlineData("elasticloadbalancing", "CreateListener", "LoadBalancerArn=arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/b/1&DefaultActions.member.1.TargetGroupArn=arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/t/1&Tags.member.1.Key=a",
        "elasticloadbalancing:CreateListener arn:aws:elasticloadbalancing:R:loadbalancer/app/b/1", "elasticloadbalancing:AddTags arn:aws:elasticloadbalancing:R:listener/app/b/1/*")]
    [InlineData("elasticloadbalancing", "ModifyLoadBalancerAttributes", "LoadBalancerArn=arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/b/1",
        "elasticloadbalancing:ModifyLoadBalancerAttributes arn:aws:elasticloadbalancing:R:loadbalancer/app/b/1")]
    [InlineData("ec2", "CreateSubnet", "VpcId=vpc-0a1&CidrBlock=10.0.0.0/24&TagSpecification.1.ResourceType=subnet&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b",
        "ec2:CreateSubnet arn:aws:ec2:R:subnet/* arn:aws:ec2:R:vpc/vpc-0a1", "ec2:CreateTags arn:aws:ec2:R:subnet/*")]
    [InlineData("ec2", "AuthorizeSecurityGroupIngress", "GroupId=sg-0a1&IpPermissions.1.Groups.1.GroupId=sg-0b2", "ec2:AuthorizeSecurityGroupIngress arn:aws:ec2:R:security-group/sg-0a1 arn:aws:ec2:R:security-group/sg-0b2")]
    [InlineData("iam", "CreatePolicy", "PolicyName=p&Path=/x/", "iam:CreatePolicy arn:aws:iam::123456789012:policy/x/p")]
    [InlineData("sts", "AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/x/r&RoleSessionName=s1", "sts:AssumeRole arn:aws:iam::123456789012:role/x/r")]
    public async Task A_query_request_needs(string service, string operation, string form, params string[] needs)
    {
        var values = form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var request = Json(service, operation, "{}") with { Protocol = AwsProtocol.Query, Query = new QueryParameters(values) };

        Assert.Equal(Expected(needs), await NeedsAsync(request));
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // An ARN of a type: its format with a letter for each placeholder.
    private static string Sample(ResourceTypeReference type) => System.Text.RegularExpressions.Regex.Replace(
        type.ArnFormat.Replace("${Partition}", "aws", StringComparison.Ordinal).Replace("${Region}", "eu-central-1", StringComparison.Ordinal)
            .Replace("${Account}", "123456789012", StringComparison.Ordinal), @"\$\{[^}]+}", "x");

    private static AwsRequest Json(string service, string operation, string json) => new()
    {
        Region = "eu-central-1",
        Service = service,
        Operation = operation,
        Protocol = AwsProtocol.Json,
        Body = [],
        PathAndQuery = "/",
        Json = System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject(),
    };

    // IAM's own requests ask who is in the account: these run without an emulator, and name no role.
    private async Task<string> NeedsAsync(AwsRequest request)
    {
        var access = _provider.GetServices<ServiceAccess>().Single(each => each.SigningName == request.Service);
        var needs = request.Service == "iam" ? [access.OwnNeed(new RequestFacts(request))] : await access.NeedsOfAsync(new RequestFacts(request), _provider.GetRequiredService<AwsServices>(), CancellationToken.None);
        return string.Join('\n', needs.Select(need => $"{need.Action} {string.Join(' ', need.Resources)}"));
    }

    private static string Expected(string[] needs) => string.Join('\n', needs).Replace(":R:", ":eu-central-1:123456789012:", StringComparison.Ordinal);
}
