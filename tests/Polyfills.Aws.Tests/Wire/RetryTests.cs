using System.Net;
using Amazon.Backup;
using Amazon.Backup.Model;
using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>Retries, their limit and cancellation: the real AWSSDK.Core's, in each protocol.</summary>
[Trait("Suite", "wire")]
[Collection(PeerCollection.Name)]
public sealed class RetryTests(BotocorePeer peer)
{
    public static TheoryData<string> Failures => ["503", "500", "drop"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_json_call_is_repeated_under_one_invocation_id(string failure)
    {
        using var ecs = new AmazonECSClient(Credentials, Configured(new AmazonECSConfig()));
        await peer.ExpectAsync("ECS", "ListTasks", "full", failure, failure);

        var response = await ecs.ListTasksAsync(new ListTasksRequest { Cluster = "notejam" });

        Assert.Equal(2, response.TaskArns.Count);
        await AssertAttemptsOfOneInvocation(3);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_query_call_is_repeated_under_one_invocation_id(string failure)
    {
        using var rds = new AmazonRDSClient(Credentials, Configured(new AmazonRDSConfig()));
        await peer.ExpectAsync("RDS", "DescribeDBInstances", "full", failure, failure);

        var response = await rds.DescribeDBInstancesAsync();

        Assert.Equal(2, response.DBInstances.Count);
        await AssertAttemptsOfOneInvocation(3);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_rest_call_is_repeated_under_one_invocation_id(string failure)
    {
        using var backup = new AmazonBackupClient(Credentials, Configured(new AmazonBackupConfig()));
        await peer.ExpectAsync("Backup", "ListBackupJobs", "full", failure, failure);

        var response = await backup.ListBackupJobsAsync(new ListBackupJobsRequest());

        Assert.Equal(2, response.BackupJobs.Count);
        await AssertAttemptsOfOneInvocation(3);
    }

    [Fact]
    public async Task MaxErrorRetry_is_the_limit()
    {
        var config = Configured(new AmazonECSConfig());
        config.MaxErrorRetry = 1;
        using var ecs = new AmazonECSClient(Credentials, config);
        await peer.ExpectAsync("ECS", "StopTask", "full", "503", "503", "503");

        var exception = await Assert.ThrowsAsync<AmazonECSException>(() => ecs.StopTaskAsync(new StopTaskRequest { Task = "one" }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, exception.StatusCode);
        await AssertAttemptsOfOneInvocation(2);
    }

    [Fact]
    public async Task A_call_under_way_can_be_cancelled_and_is_not_repeated()
    {
        using var ecs = new AmazonECSClient(Credentials, Configured(new AmazonECSConfig()));
        using var cancellation = new CancellationTokenSource();
        await peer.ExpectAsync("ECS", "ListTasks", "full", "hang");

        var call = ecs.ListTasksAsync(new ListTasksRequest(), cancellation.Token);
        while ((await peer.AttemptsAsync()).Length == 0) await Task.Delay(20);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await AssertAttemptsOfOneInvocation(1);
    }

    private static BasicAWSCredentials Credentials => new("AKID", "SECRET");

    private T Configured<T>(T config) where T : ClientConfig
    {
        config.ServiceURL = peer.Address.ToString();
        config.AuthenticationRegion = "eu-west-1";
        return config;
    }

    private async Task AssertAttemptsOfOneInvocation(int attempts)
    {
        var seen = await peer.AttemptsAsync();
        Assert.Equal(attempts, seen.Length);
        Assert.True(Guid.TryParse(Assert.Single(seen.Distinct()), out _));
    }
}
