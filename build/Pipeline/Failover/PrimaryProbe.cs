using Amazon.ECS;
using Amazon.ECS.Model;
using Amazon.RDS;
using Amazon.RDS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Failover;

/// <summary>What the primary region says of itself.</summary>
/// <param name="Answers">Whether its services answer.</param>
/// <param name="Evidence">What was asked, and what came back.</param>
internal sealed record PrimaryState(bool Answers, string Evidence);

/// <summary>Finds out whether the primary region can be reached, before anybody thinks it lost.</summary>
/// <param name="ecs">Its ECS, which the freezing needs.</param>
/// <param name="rds">Its RDS, as a second witness.</param>
internal sealed class PrimaryProbe(IAmazonECS ecs, IAmazonRDS rds, string region, TimeProvider time, IStageLog log)
{
    private const int Attempts = 3;
    private static readonly Pace Looks = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

    // Of calls that are too many, and of credentials that are renewed: neither says that nobody answers.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Asks, three times over a quarter of a minute before it says that nobody answers.</summary>
    /// <exception cref="PipelineException">It answers, and refuses: a region that cannot be frozen is not lost.</exception>
    public async Task<PrimaryState> LookAsync(string cluster, CancellationToken cancellationToken)
    {
        var attempt = 0;
        var evidence = "";
        return await new Polling(time, log) { Pace = Looks }.FindAsync($"whether {region} answers", Patience, async cancellation =>
        {
            var container = await AskAsync(() => ecs.DescribeClustersAsync(new DescribeClustersRequest { Clusters = [cluster] }, cancellation), "ECS", cancellation);
            if (container is null) return new PrimaryState(true, $"ECS of {region} answers");
            var database = await AskAsync(() => rds.DescribeDBInstancesAsync(new DescribeDBInstancesRequest { MaxRecords = 20 }, cancellation), "RDS", cancellation);
            evidence = $"ECS of {region}: {container}; RDS: {database ?? "answers"}";
            if (++attempt == Attempts)
                return database is not null
                    ? new PrimaryState(false, $"{evidence}; asked {Attempts} times")
                    : throw new PipelineException($"{region} is neither well nor gone: {evidence}", "Its service cannot be frozen while ECS does not answer: stop its tasks another way, or run this again.");
            log.Warn($"{evidence}; asking again");
            return null;
        }, cancellationToken) ?? throw new PipelineException($"{region} is neither well nor gone after {Patience.TotalMinutes} minutes: {evidence}", "Run this again.");
    }

    private async Task<string?> AskAsync(Func<Task> question, string service, CancellationToken cancellationToken)
    {
        try
        {
            await question();
            return null;
        }
        // Too many calls, or credentials that have expired, say nothing of the region: whoever looks again asks again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && AwsFailure.KindOf(exception) == FailureKind.Passing)
        {
            return exception.Message;
        }
        catch (Exception exception) when (AwsFailure.IsRefusal(exception))
        {
            throw new PipelineException($"{service} of {region} answers, and refuses: {exception.Message}", "The region is not gone: give the caller's role what it lacks, so that its service can be frozen.", exception);
        }
    }
}
