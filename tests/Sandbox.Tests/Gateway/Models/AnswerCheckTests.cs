using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Models;

namespace Notejam.Sandbox.Tests.Gateway.Models;

public sealed class AnswerCheckTests
{
    [Theory]
    [InlineData("""{"clusterArns":["a"]}""", null)]
    [InlineData("""{"clusters":[]}""", "clusters is no member")]
    [InlineData("""{"clusterArns":"a"}""", "clusterArns is String; documented is list")]
    [InlineData("""{"clusterArns":[1]}""", "clusterArns[] is Number; documented is string")]
    public void A_json_answer_is_held_against_its_shape(string body, string? difference) =>
        Assert.Equal(difference is null ? [] : [difference], Differences("ecs", "ListClusters", AwsProtocol.Json, AwsResponse.Json(JsonNode.Parse(body))));

    [Fact]
    public void Values_of_enumerations_are_the_documented_ones() => Assert.StartsWith(
        "services[].launchType is 'LAPTOP', which is not among EC2, FARGATE",
        Assert.Single(Differences("ecs", "DescribeServices", AwsProtocol.Json, AwsResponse.Json(JsonNode.Parse("""{"services":[{"launchType":"LAPTOP"}]}""")))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("ClusterNotFoundException", 400, null)]
    [InlineData("ClusterNotFoundException", 404, "ClusterNotFoundException has status 404; documented is 400")]
    [InlineData("ThrottlingException", 400, null)]
    [InlineData("NoSuchCluster", 400, "NoSuchCluster is not an error of the operation")]
    public void An_error_is_one_of_the_documented_ones(string code, int status, string? difference)
    {
        var request = Request("ecs", "ListServices", AwsProtocol.Json);
        var found = AnswerCheck.Differences(request, AwsResponse.Error(request, code, "no", status));
        // ECS documents no status: only the code can differ.
        if (code == "ClusterNotFoundException") Assert.Empty(found);
        else Assert.Equal(difference is null ? [] : [difference], found);
    }

    [Fact]
    public void The_status_of_an_error_is_the_documented_one()
    {
        var request = Request("rds", "DescribeDBInstances", AwsProtocol.Query);

        Assert.Empty(AnswerCheck.Differences(request, AwsResponse.Error(request, "DBInstanceNotFound", "no", 404)));
        Assert.Equal(["DBInstanceNotFound has status 400; documented is 404"], AnswerCheck.Differences(request, AwsResponse.Error(request, "DBInstanceNotFound", "no", 400)));
    }

    [Theory]
    [InlineData("<DBInstances><DBInstance><AllocatedStorage>20</AllocatedStorage></DBInstance></DBInstances>", null)]
    [InlineData("<DBInstances><member/></DBInstances>", "DBInstances has member; documented is DBInstance")]
    [InlineData("<DBInstances><DBInstance><AllocatedStorage>much</AllocatedStorage></DBInstance></DBInstances>", "DBInstances[].AllocatedStorage is 'much'; documented is integer")]
    [InlineData("<DBInstances><DBInstance><MultiAZ>True</MultiAZ></DBInstance></DBInstances>", "DBInstances[].MultiAZ is 'True'; documented is boolean")]
    [InlineData("<Instances/>", "Instances is no member")]
    public void An_xml_answer_is_held_against_its_shape(string result, string? difference)
    {
        var body = $"<DescribeDBInstancesResponse xmlns='urn:x'><DescribeDBInstancesResult>{result}</DescribeDBInstancesResult></DescribeDBInstancesResponse>";
        var response = new AwsResponse(200, "text/xml", Encoding.UTF8.GetBytes(body));

        Assert.Equal(difference is null ? [] : [difference], Differences("rds", "DescribeDBInstances", AwsProtocol.Query, response));
    }

    private static IReadOnlyList<string> Differences(string service, string operation, AwsProtocol protocol, AwsResponse response) =>
        AnswerCheck.Differences(Request(service, operation, protocol), response);

    private static AwsRequest Request(string service, string operation, AwsProtocol protocol) =>
        new() { Service = service, Operation = operation, Protocol = protocol, Region = "eu-central-1", Body = [], PathAndQuery = "/" };
}
