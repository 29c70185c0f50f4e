using System.Text;
using Microsoft.AspNetCore.Http;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Gateway;

public sealed class AwsRequestReaderTests
{
    [Fact]
    public async Task A_json_request_names_its_operation_in_the_target_header()
    {
        var request = await ReadAsync("POST", "/", "ecs", "application/x-amz-json-1.1", """{"cluster":"notejam"}""",
            ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.DescribeClusters"), ("amz-sdk-invocation-id", "one-call"));

        Assert.Equal((AwsProtocol.Json, "DescribeClusters", "ecs", "eu-west-2"), (request.Protocol, request.Operation, request.Service, request.Region));
        Assert.Equal(("AKIA1", "one-call", "notejam"), (request.AccessKey, request.InvocationId, request.Json["cluster"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_query_request_names_its_operation_in_the_action_parameter()
    {
        var request = await ReadAsync("POST", "/", "rds", "application/x-www-form-urlencoded; charset=utf-8", "Action=DescribeDBInstances&DBInstanceIdentifier=a%2Bb");

        Assert.Equal((AwsProtocol.Query, "DescribeDBInstances", "a+b"), (request.Protocol, request.Operation, request.Query["DBInstanceIdentifier"]));
    }

    [Fact]
    public async Task A_rest_request_is_named_by_method_and_path()
    {
        var request = await ReadAsync("PUT", "/backup/plans/", "backup", "application/json", """{"BackupPlan":{}}""");

        Assert.Equal((AwsProtocol.Rest, "PUT /backup/plans/"), (request.Protocol, request.Operation));
        Assert.NotNull(request.Json["BackupPlan"]);
    }

    [Fact]
    public async Task A_smithy_rpc_request_is_named_by_the_end_of_its_path()
    {
        var request = await ReadAsync("POST", "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm", "monitoring", "application/cbor", "");

        Assert.Equal("PutMetricAlarm", request.Operation);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("1")]
    public async Task A_body_that_is_no_json_object_cannot_be_read(string body)
    {
        var request = await ReadAsync("POST", "/", "ecs", "application/x-amz-json-1.1", body, ("X-Amz-Target", "X.ListClusters"));

        Assert.NotNull(request.Unreadable);
        Assert.Empty(request.Json);
    }

    [Fact]
    public async Task The_parameters_of_a_query_request_may_stand_in_the_query_string()
    {
        var request = await ReadAsync("GET", "/?Action=DescribeDBInstances&Version=2014-10-31&X-Amz-Date=20300101T000000Z", "rds", "", "");

        Assert.Equal((AwsProtocol.Query, "DescribeDBInstances"), (request.Protocol, request.Operation));
        Assert.Equal(["Action", "Version"], request.Query.All.Keys.Order());
    }

    [Theory]
    [InlineData("ecs", 4 * 1024 * 1024 + 1)]
    [InlineData("ecr", 30 * 1024 * 1024 + 1)]
    public async Task A_body_larger_than_the_service_takes_is_refused(string service, int size)
    {
        var error = await Assert.ThrowsAsync<AwsException>(() =>
            ReadAsync("POST", "/", service, "application/x-amz-json-1.1", new string(' ', size), ("X-Amz-Target", "X.ListClusters")));

        Assert.Equal(("RequestEntityTooLargeException", 413), (error.Code, error.Status));
    }

    [Fact]
    public async Task A_request_without_a_signature_has_no_access_key()
    {
        var request = await ReadAsync("POST", "/", null, "application/x-amz-json-1.1", "{}", ("X-Amz-Target", "X.ListClusters"));

        Assert.Equal("", request.AccessKey);
    }

    [Fact]
    public async Task Headers_of_the_connection_are_left_behind()
    {
        var request = await ReadAsync("GET", "/", "backup", "application/json", "", ("Connection", "close"), ("X-Amz-Date", "20260101T000000Z"));

        Assert.DoesNotContain("Connection", request.Headers.Keys);
        Assert.Equal("20260101T000000Z", request.Headers["x-amz-date"]);
    }

    private static Task<AwsRequest> ReadAsync(string method, string path, string? service, string contentType, string body, params (string Name, string Value)[] headers)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = path.Split('?')[0];
        context.Request.QueryString = path.Split('?') is [_, var query] ? new QueryString("?" + query) : QueryString.Empty;
        context.Request.ContentType = contentType;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        if (service is not null)
            context.Request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential=AKIA1/20260101/eu-west-2/{service}/aws4_request, SignedHeaders=host, Signature=0";
        foreach (var (name, value) in headers) context.Request.Headers[name] = value;
        return AwsRequestReader.ReadAsync(context.Request, CancellationToken.None);
    }
}
