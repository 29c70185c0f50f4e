using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Tests.Gateway.Operations;

public sealed class AwsServiceTests
{
    [Fact]
    public async Task A_request_is_answered_by_the_operation_of_its_name()
    {
        var service = new AwsService("ecs", AwsProtocol.Json, [new Group(new Operation("ListClusters", _ => new JsonObject { ["clusterArns"] = new JsonArray() }))]);

        var answer = await service.AnswerAsync(Request(AwsProtocol.Json, "ListClusters"), CancellationToken.None);

        Assert.Equal("""{"clusterArns":[]}""", Encoding.UTF8.GetString(answer.Body));
    }

    [Theory]
    [InlineData("/backup-jobs/1", "GET", "DescribeBackupJob", "1")]
    [InlineData("/backup-jobs/1", "POST", "StopBackupJob", "1")]
    public void A_REST_request_gets_the_name_of_its_operation_and_the_parameters_of_its_path(string path, string method, string name, string job)
    {
        var service = new AwsService("backup", AwsProtocol.RestXml, [new Group(
            new Operation("DescribeBackupJob", "GET /backup-jobs/{job}", _ => AwsResponse.Json()), new Operation("StopBackupJob", "POST /backup-jobs/{job}", _ => AwsResponse.Json()))]);

        var resolved = service.Resolve(Request(AwsProtocol.Rest, $"{method} {path}") with { Method = method, PathAndQuery = path + "?max=2" });

        Assert.Equal((name, job, "2", AwsProtocol.RestXml), (resolved.Operation, resolved.Path["job"], resolved.QueryString["max"], resolved.Protocol));
    }

    [Theory]
    [InlineData(AwsProtocol.Json, "ListTheMoon", "ecs:ListTheMoon is not implemented")]
    [InlineData(AwsProtocol.Rest, "GET /moon", "ecs:GET /moon is not implemented")]
    public async Task What_is_not_among_the_operations_answers_501_with_its_name(AwsProtocol protocol, string operation, string message)
    {
        var service = new AwsService("ecs", protocol, []);

        var refusal = await Assert.ThrowsAsync<AwsException>(() => service.AnswerAsync(Request(protocol, operation) with { Method = "GET", PathAndQuery = "/moon" }, CancellationToken.None));

        Assert.Equal((501, "sandbox: " + message), (refusal.Status, refusal.Message));
    }

    private static AwsRequest Request(AwsProtocol protocol, string operation) =>
        new() { Region = "eu-central-1", Service = "ecs", Operation = operation, Protocol = protocol, Body = [], PathAndQuery = "/" };

    private sealed class Group(params Operation[] operations) : IOperations
    {
        public IEnumerable<Operation> Operations => operations;
    }
}
