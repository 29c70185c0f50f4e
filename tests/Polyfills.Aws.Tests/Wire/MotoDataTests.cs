using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.ElasticLoadBalancingV2;
using Amazon.ElasticLoadBalancingV2.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.SecretsManager;
using Amazon.SecretsManager.Model;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>RDS, Backup, secrets, roles, load balancing and observation against a server that nobody here wrote.</summary>
[Trait("Suite", "wire")]
public sealed class MotoDataTests(MotoServer moto) : IClassFixture<MotoServer>
{
    [Fact]
    public async Task Databases_are_described_filtered_and_paged()
    {
        using var rds = new AmazonRDSClient(MotoServer.Credentials, moto.Configured(new AmazonRDSConfig()));

        var database = Assert.Single((await rds.DescribeDBInstancesAsync()).DBInstances);
        Assert.Equal(20, database.AllocatedStorage);
        Assert.Equal("postgres", database.Engine);
        Assert.Equal("b c&d", Assert.Single(database.TagList).Value);
        Assert.Equal(DateTimeKind.Utc, database.InstanceCreateTime!.Value.Kind);

        var filtered = await rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest
        {
            Filters = [new Amazon.RDS.Model.Filter { Name = "db-instance-id", Values = ["database"] }],
        });
        Assert.Single(filtered.DBInstances);
        Assert.NotEmpty(filtered.ResponseMetadata.RequestId);

        var paged = new List<DBInstance>();
        await foreach (var item in rds.Paginators.DescribeDBInstances(new DescribeDBInstancesRequest { MaxRecords = 20 }).DBInstances)
            paged.Add(item);
        Assert.Single(paged);

        await Assert.ThrowsAsync<DBInstanceNotFoundException>(() =>
            rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { DBInstanceIdentifier = "none" }));
    }

    [Fact]
    public async Task A_backup_vault_is_made_described_listed_and_deleted()
    {
        using var backup = new AmazonBackupClient(MotoServer.Credentials, moto.Configured(new AmazonBackupConfig()));

        await backup.CreateBackupVaultAsync(new CreateBackupVaultRequest { BackupVaultName = "vault", BackupVaultTags = new() { ["t"] = "1" } });
        var listed = await backup.ListBackupVaultsAsync(new ListBackupVaultsRequest { MaxResults = 10 });
        Assert.Equal(DateTimeKind.Utc, Assert.Single(listed.BackupVaultList).CreationDate!.Value.Kind);
        var described = await backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = "vault" });
        Assert.Equal("vault", described.BackupVaultName);

        await backup.DeleteBackupVaultAsync(new DeleteBackupVaultRequest { BackupVaultName = "vault" });
        await Assert.ThrowsAsync<Amazon.Backup.Model.ResourceNotFoundException>(() =>
            backup.DescribeBackupVaultAsync(new DescribeBackupVaultRequest { BackupVaultName = "vault" }));
    }

    [Fact]
    public async Task A_binary_secret_comes_back_byte_for_byte()
    {
        using var secrets = new AmazonSecretsManagerClient(MotoServer.Credentials, moto.Configured(new AmazonSecretsManagerConfig()));
        byte[] bytes = [1, 2, 255];

        var created = await secrets.CreateSecretAsync(new CreateSecretRequest { Name = "secret", SecretBinary = new MemoryStream(bytes) });
        var got = await secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = created.ARN });

        Assert.Equal(bytes, got.SecretBinary.ToArray());
        Assert.Equal(DateTimeKind.Utc, got.CreatedDate!.Value.Kind);
        await Assert.ThrowsAsync<Amazon.SecretsManager.Model.ResourceNotFoundException>(() =>
            secrets.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "none" }));
    }

    [Fact]
    public async Task A_role_comes_with_its_trust_policy_encoded_for_a_url()
    {
        using var identity = new AmazonIdentityManagementServiceClient(MotoServer.Credentials, moto.Configured(new AmazonIdentityManagementServiceConfig()));

        var role = (await identity.GetRoleAsync(new GetRoleRequest { RoleName = "role" })).Role;

        Assert.EndsWith(":role/role", role.Arn, StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, role.CreateDate!.Value.Kind);
        Assert.Equal("b c&d", Assert.Single(role.Tags).Value);
        Assert.StartsWith("{\"Statement\":", Uri.UnescapeDataString(role.AssumeRolePolicyDocument), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoSuchEntityException>(() => identity.GetRoleAsync(new GetRoleRequest { RoleName = "none" }));
    }

    [Fact]
    public async Task Load_balancers_listeners_and_target_groups_are_described()
    {
        using var elb = new AmazonElasticLoadBalancingV2Client(MotoServer.Credentials, moto.Configured(new AmazonElasticLoadBalancingV2Config()));

        var balancer = Assert.Single((await elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest())).LoadBalancers);
        Assert.Equal("balancer", balancer.LoadBalancerName);
        Assert.Equal(2, balancer.AvailabilityZones.Count);
        Assert.Equal(LoadBalancerStateEnum.Active, balancer.State.Code);

        var listeners = await elb.DescribeListenersAsync(new DescribeListenersRequest { LoadBalancerArn = balancer.LoadBalancerArn });
        var listener = Assert.Single(listeners.Listeners);
        Assert.Equal(80, listener.Port);
        Assert.Equal(ActionTypeEnum.Forward, Assert.Single(listener.DefaultActions).Type);

        var groups = await elb.DescribeTargetGroupsAsync(new DescribeTargetGroupsRequest { Names = ["targets"] });
        var group = Assert.Single(groups.TargetGroups).TargetGroupArn;
        Assert.Equal(listener.DefaultActions[0].TargetGroupArn, group);
        await Assert.ThrowsAsync<LoadBalancerNotFoundException>(() =>
            elb.DescribeLoadBalancersAsync(new DescribeLoadBalancersRequest { Names = ["none"] }));
    }

    [Fact]
    public async Task Alarms_are_described()
    {
        using var watch = new AmazonCloudWatchClient(MotoServer.Credentials, moto.Configured(new AmazonCloudWatchConfig()));

        var response = await watch.DescribeAlarmsAsync(new DescribeAlarmsRequest { AlarmNames = ["alarm"] });

        var alarm = Assert.Single(response.MetricAlarms);
        Assert.Equal(5.5, alarm.Threshold);
        Assert.NotNull(alarm.StateValue);
        Assert.Equal("x", Assert.Single(alarm.Dimensions).Value);
    }

    [Fact]
    public async Task Log_times_are_milliseconds_or_dates_as_in_the_official_package()
    {
        using var logs = new AmazonCloudWatchLogsClient(MotoServer.Credentials, moto.Configured(new AmazonCloudWatchLogsConfig()));
        var start = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        var filtered = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = "logs", StartTime = 1 });
        var got = await logs.GetLogEventsAsync(new GetLogEventsRequest { LogGroupName = "logs", LogStreamName = "stream", StartTime = start });
        var streams = await logs.DescribeLogStreamsAsync(new DescribeLogStreamsRequest { LogGroupName = "logs" });

        Assert.Equal(2, filtered.Events.Count);
        Assert.Equal(["first", "second"], got.Events.Select(item => item.Message));
        Assert.Equal(filtered.Events[0].Timestamp, new DateTimeOffset(got.Events[0].Timestamp!.Value).ToUnixTimeMilliseconds());
        Assert.True(Assert.Single(streams.LogStreams).CreationTime > start);
    }
}
