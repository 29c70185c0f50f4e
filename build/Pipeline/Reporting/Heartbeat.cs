using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Reporting;

/// <summary>
/// Says that something which must happen again and again has just gone well. An alarm of <c>infra/modules/recovery</c> hears when it
/// is not said any more: a schedule that nobody runs fails nowhere else.
/// </summary>
/// <param name="cloudWatch">CloudWatch of the disaster-recovery region, which outlives the other one.</param>
public sealed class Heartbeat(IAmazonCloudWatch cloudWatch, string environment, IStageLog log)
{
    /// <summary>A drill passed.</summary>
    public const string DrillPassed = "DrillPassed";

    /// <summary>The backups of both regions were looked at, and nothing was lost.</summary>
    public const string BackupsVerified = "BackupsVerified";

    /// <summary>Namespace of the metrics.</summary>
    public const string Namespace = "Notejam/Delivery";

    /// <summary>Says it. When that fails, the alarm will say so: what has gone well has gone well.</summary>
    /// <param name="metric">What has gone well.</param>
    public async Task BeatAsync(string metric, CancellationToken cancellationToken)
    {
        try
        {
            await cloudWatch.PutMetricDataAsync(new PutMetricDataRequest
            {
                Namespace = Namespace,
                MetricData = [new MetricDatum { MetricName = metric, Value = 1, Unit = StandardUnit.Count, Dimensions = [new Dimension { Name = "Environment", Value = environment }] }],
            }, cancellationToken);
        }
        catch (Exception exception) when (AwsFailure.Is(exception))
        {
            log.Warn($"{metric} could not be told to CloudWatch, whose alarm will ring: {exception.Message}");
        }
    }
}
