using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Models;

namespace Notejam.Sandbox.Tests.Gateway.Models;

public sealed class InputCheckTests
{
    // Wording of AWS's readers: aws/aws-cdk#27087 (STRING_VALUE …), amazon-mws#75 (Start of list …, MalformedInput).
    [Theory]
    [InlineData("ecs", "CreateService", """{"serviceName":"web","desiredCount":"2"}""", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("ecs", "CreateService", """{"serviceName":"web","desiredCount":1.5}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("ecs", "CreateService", """{"serviceName":"web","desiredCount":3000000000}""", "NUMBER_VALUE can not be converted to an Integer")]
    [InlineData("ecs", "CreateCluster", """{"clusterName":5}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("ecs", "CreateService", """{"serviceName":"web","enableExecuteCommand":"yes"}""", "STRING_VALUE can not be converted to a Boolean")]
    [InlineData("ecs", "DescribeServices", """{"services":"web"}""", "Unexpected field type")]
    [InlineData("ecs", "DescribeServices", """{"services":[true]}""", "TRUE_VALUE can not be converted to a String")]
    [InlineData("ecs", "CreateCluster", """{"tags":{}}""", "Start of structure or map found where not expected.")]
    [InlineData("ecs", "CreateCluster", """{"clusterName":[]}""", "Start of list found where not expected")]
    [InlineData("ecr", "UploadLayerPart", """{"repositoryName":"notejam","uploadId":"u","partFirstByte":0,"partLastByte":1,"layerPartBlob":"no base64!"}""", "STRING_VALUE can not be converted to a Blob")]
    [InlineData("backup", "StartBackupJob", """{"Lifecycle":{"DeleteAfterDays":"7"}}""", "STRING_VALUE can not be converted to a Long")]
    [InlineData("codedeploy", "CreateDeployment", """{"applicationName":{"name":"web"}}""", "Start of structure or map found where not expected.")]
    [InlineData("secretsmanager", "ListSecrets", """{"MaxResults":"all"}""", "STRING_VALUE can not be converted to an Integer")]
    public void A_value_of_another_type_is_a_request_that_cannot_be_read(string service, string operation, string json, string message)
    {
        var refusal = InputCheck.Refusal(Json(service, operation, json));

        Assert.Equal(("SerializationException", message, 400), (refusal!.Code, refusal.Message, refusal.Status));
    }

    [Theory]
    [InlineData("rds", "DescribeDBInstances", "MaxRecords=many", "Integer expected at maxRecords: many")]
    [InlineData("rds", "CreateDBInstance", "MultiAZ=perhaps", "Boolean expected at multiAZ: perhaps")]
    [InlineData("rds", "DescribeDBInstances", "Filters.Filter.one.Name=engine", "Unexpected field type")]
    [InlineData("elasticache", "CreateReplicationGroup", "NumCacheClusters=two", "Integer expected at numCacheClusters: two")]
    [InlineData("elasticloadbalancing", "DescribeRules", "PageSize=1e", "Integer expected at pageSize: 1e")]
    [InlineData("sts", "AssumeRole", "DurationSeconds=1h", "Integer expected at durationSeconds: 1h")]
    [InlineData("iam", "ListRoles", "MaxItems=%00", "Integer expected at maxItems: \0")]
    public void A_parameter_of_another_type_is_malformed_input(string service, string operation, string form, string message)
    {
        var refusal = InputCheck.Refusal(Form(service, operation, form));

        Assert.Equal(("MalformedInput", message), (refusal!.Code, refusal.Message));
    }

    // As recorded on AWS (LocalStack's snapshots of logs, kms, events, lambda): codes, order and wording.
    [Theory]
    [InlineData("logs", "FilterLogEvents", """{"logGroupName":"a","limit":10001}""", "InvalidParameterException", "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000")]
    [InlineData("kms", "GenerateRandom", """{"NumberOfBytes":1025}""", "ValidationException", "1 validation error detected: Value '1025' at 'numberOfBytes' failed to satisfy constraint: Member must have value less than or equal to 1024")]
    [InlineData("kms", "TagResource", """{"KeyId":"k"}""", "ValidationException", "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null")]
    [InlineData("events", "PutTargets", """{"Rule":"r","Targets":[{"Id":"!@#","Arn":"a"}]}""", "ValidationException", "1 validation error detected: Value '!@#' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+")]
    [InlineData("application-autoscaling", "DescribeScalingPolicies", """{"ServiceNamespace":"web"}""", "ValidationException", null)]
    [InlineData("ecr", "CreateRepository", """{"repositoryName":"N"}""", "InvalidParameterException", null)]
    public void A_value_out_of_its_limits_is_refused_in_the_service_s_words(string service, string operation, string json, string code, string? message)
    {
        var refusal = InputCheck.Refusal(Json(service, operation, json));

        Assert.Equal(code, refusal!.Code);
        if (message is not null) Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void A_sensitive_value_is_not_shown()
    {
        var refusal = InputCheck.Refusal(Json("kms", "Encrypt", $$"""{"KeyId":"k","Plaintext":"{{Convert.ToBase64String(new byte[4097])}}"}"""));

        // Recorded on AWS for KMS Encrypt.
        Assert.Equal("1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096", refusal!.Message);
    }

    [Fact]
    public void Several_values_out_of_their_limits_are_counted()
    {
        var refusal = InputCheck.Refusal(Json("events", "PutRule", $$"""{"Name":"{{new string('a', 65)}} ","State":"ON"}"""));

        Assert.StartsWith("3 validation errors detected: Value 'a", refusal!.Message, StringComparison.Ordinal);
    }

    // "Value 'Session1:2' at 'roleSessionName'": recorded on AWS for STS AssumeRole.
    [Fact]
    public void Forms_have_limits_too()
    {
        var refusal = InputCheck.Refusal(Form("sts", "AssumeRole", "RoleArn=arn:aws:iam::123456789012:role/a&RoleSessionName=Session1:2"));

        Assert.Equal("ValidationError", refusal!.Code);
        Assert.Equal(@"1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*", refusal.Message);
    }

    [Fact]
    public void Iam_names_neither_values_nor_enumerations()
    {
        // Recorded on AWS for IAM UpdateServiceSpecificCredential.
        var refusal = InputCheck.Refusal(Form("iam", "UpdateServiceSpecificCredential", "ServiceSpecificCredentialId=ABCDEFGHIJKLMNOPQRSTU&Status=Invalid"));

        Assert.Equal("1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set", refusal!.Message);
    }

    [Theory]
    [InlineData("ecs", "CreateService", """{"serviceName":"web","desiredCount":2.0,"unknown":true,"launchType":null}""")]
    [InlineData("events", "PutRule", """{"Name":"backup-failed","EventPattern":"{}","State":"ENABLED"}""")]
    [InlineData("ecr", "CreateRepository", """{"repositoryName":"notejam/app"}""")]
    [InlineData("logs", "CreateLogGroup", """{"logGroupName":"/ecs/notejam","tags":{"a":"b"}}""")]
    [InlineData("s3", "PutObject", """{"Bucket":1}""")]
    public void What_the_model_allows_and_what_has_no_model_goes_on(string service, string operation, string json) =>
        Assert.Null(InputCheck.Refusal(Json(service, operation, json)));

    [Theory]
    [InlineData("rds", "DescribeDBInstances", "MaxRecords=20&Filters.Filter.1.Name=engine&Filters.Filter.1.Values.Value.1=postgres")]
    [InlineData("rds", "DescribeDBInstances", "Filters.member.1.Name=engine&Filters.member.1.Values.member.1=postgres")]
    [InlineData("elasticloadbalancing", "ModifyListener", "ListenerArn=a&DefaultActions.member.1.Type=forward&DefaultActions.member.1.ForwardConfig.TargetGroups.member.1.Weight=10")]
    [InlineData("iam", "CreateRole", "RoleName=deploy&AssumeRolePolicyDocument=%7B%7D&Tags.member.1.Key=a&Tags.member.1.Value=b")]
    [InlineData("rds", "ModifyDBInstance", "DBInstanceIdentifier=a&VpcSecurityGroupIds=")]
    public void Parameters_that_the_model_allows_go_on(string service, string operation, string form) =>
        Assert.Null(InputCheck.Refusal(Form(service, operation, form)));

    [Theory]
    [InlineData("lambda", "ListFunctions", "GET", "/2015-03-31/functions/?MaxItems=x", "SerializationException")]
    [InlineData("lambda", "ListFunctions", "GET", "/2015-03-31/functions/?MaxItems=10001", "ValidationException")]
    [InlineData("lambda", "GetFunction", "GET", "/2015-03-31/functions/my%20function", "ValidationException")]
    [InlineData("backup", "ListBackupVaults", "GET", "/backup-vaults/?maxResults=x", "SerializationException")]
    public void Paths_and_query_strings_are_held_against_the_model(string service, string operation, string method, string path, string code)
    {
        var request = Request(service, operation, AwsProtocol.Rest) with { Method = method, PathAndQuery = path };

        Assert.Equal(code, InputCheck.Refusal(request)?.Code);
    }

    [Theory]
    [InlineData("RegisterTaskDefinition", """{"family":"web","containerDefinitions":[{"name":"app","secrets":[{"name":"PASSWORD"}]}]}""", "ClientException", "containerDefinitions.1.member.secrets.1.member.valueFrom")]
    [InlineData("RunTask", """{"taskDefinition":"web","overrides":{"containerOverrides":[{"environmentFiles":[{"type":"s3"}]}]}}""", "InvalidParameterException", "overrides.containerOverrides.1.member.environmentFiles.1.member.value")]
    public void A_part_without_a_required_member_is_refused_where_missing_arguments_are_the_service_s_to_name(string operation, string json, string code, string path)
    {
        var refusal = InputCheck.Refusal(Json("ecs", operation, json));

        Assert.Equal((code, $"1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null"), (refusal!.Code, refusal.Message));
        Assert.Null(InputCheck.Refusal(Json("ecs", operation, "{}")));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    public void A_body_that_is_no_object_is_refused(string body)
    {
        var request = Request("ecs", "ListClusters", AwsProtocol.Json) with { Body = Encoding.UTF8.GetBytes(body), Unreadable = "no object" };

        Assert.Equal("SerializationException", InputCheck.Refusal(request)!.Code);
    }

    [Fact]
    public void A_body_that_is_the_operation_s_payload_is_the_service_s_to_read()
    {
        var request = Request("lambda", "Invoke", AwsProtocol.Rest) with { PathAndQuery = "/2015-03-31/functions/f/invocations", Unreadable = "no object" };

        Assert.Null(InputCheck.Refusal(request));
    }

    private static AwsRequest Json(string service, string operation, string json) => Request(service, operation, AwsProtocol.Json) with { Json = JsonNode.Parse(json)!.AsObject() };

    private static AwsRequest Form(string service, string operation, string form)
    {
        var values = HttpUtility.ParseQueryString(form);
        return Request(service, operation, AwsProtocol.Query) with { Query = new QueryParameters(values.AllKeys.ToDictionary(key => key!, key => values[key]!)) };
    }

    private static AwsRequest Request(string service, string operation, AwsProtocol protocol) =>
        new() { Service = service, Operation = operation, Protocol = protocol, Region = "eu-central-1", Body = [], PathAndQuery = "/" };
}
