using System.Text.Json.Nodes;
using Notejam.Sandbox.Scaling.Acting;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Tests.Scaling;

public sealed class TrackedMetricTests
{
    private static readonly ScalableTarget Target = new() { ResourceId = "service/web/notejam", Arn = "arn", RoleArn = "role" };

    [Theory]
    [InlineData("ECSServiceAverageCPUUtilization", "CPUUtilization")]
    [InlineData("ECSServiceAverageMemoryUtilization", "MemoryUtilization")]
    public void Utilization_is_the_average_of_the_service(string type, string name)
    {
        var metric = Of($$$"""{"PredefinedMetricSpecification":{"PredefinedMetricType":"{{{type}}}"}}""")!;

        Assert.Equal(("AWS/ECS", name, "Average", 1), (metric.Namespace, metric.Name, metric.Statistic, metric.Factor));
        Assert.Equal(new Dictionary<string, string> { ["ClusterName"] = "web", ["ServiceName"] = "notejam" }, metric.Dimensions);
    }

    [Fact]
    public void Requests_of_ten_seconds_are_made_requests_of_a_minute()
    {
        var metric = Of("""{"PredefinedMetricSpecification":{"PredefinedMetricType":"ALBRequestCountPerTarget","ResourceLabel":"app/web/1/targetgroup/blue/2"}}""")!;

        Assert.Equal(("AWS/ApplicationELB", "RequestCountPerTarget", "Sum", 6), (metric.Namespace, metric.Name, metric.Statistic, metric.Factor));
        Assert.Equal(new Dictionary<string, string> { ["TargetGroup"] = "targetgroup/blue/2", ["LoadBalancer"] = "app/web/1" }, metric.Dimensions);
    }

    [Fact]
    public void A_metric_of_ones_own_is_taken_as_it_is_and_one_that_is_computed_is_not_followed()
    {
        var own = Of("""{"CustomizedMetricSpecification":{"Namespace":"Notejam","MetricName":"Queue","Statistic":"Maximum","Dimensions":[{"Name":"a","Value":"b"}]}}""")!;

        Assert.Equal(("Notejam", "Queue", "Maximum", 1), (own.Namespace, own.Name, own.Statistic, own.Factor));
        Assert.Null(Of("""{"CustomizedMetricSpecification":{"Metrics":[{"Id":"e","Expression":"1"}]}}"""));
    }

    private static TrackedMetric? Of(string configuration) => TrackedMetric.Of(Target, JsonNode.Parse(configuration)!.AsObject());
}
