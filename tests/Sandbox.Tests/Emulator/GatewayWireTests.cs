using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Emulator;

[Trait("Suite", "wire")]
[Collection(SandboxSuite.Name)]
public sealed class GatewayWireTests(RunningSandbox sandbox)
{
    [Theory]
    [InlineData("client('codepipeline').list_webhooks", "codepipeline:ListWebhooks")]
    [InlineData("client('backup').list_report_plans", "backup:GET /audit/report-plans")]
    [InlineData("client('cloudformation').describe_type", "cloudformation:DescribeType")]
    [InlineData("client('ec2').describe_trunk_interface_associations", "ec2:DescribeTrunkInterfaceAssociations")]
    public async Task An_operation_that_nobody_has_is_answered_501_with_its_name(string call, string operation)
    {
        var error = await sandbox.Boto3.RunAsync($"print(json.dumps(error({call})))");

        Assert.Equal(501, error[0]!.GetValue<int>());
        Assert.Equal($"sandbox: {operation} is not implemented", error[2]!.GetValue<string>());
    }

    [Fact]
    public async Task Regions_are_separate()
    {
        var groups = await sandbox.Boto3.RunAsync("""
            client('logs').create_log_group(logGroupName='/only/here')
            print(json.dumps([len(client('logs', r).describe_log_groups(logGroupNamePrefix='/only/here')['logGroups']) for r in ('eu-central-1', 'eu-west-2')]))
            """);

        Assert.Equal("[1,0]", groups.ToJsonString());
    }

    [Fact]
    public async Task A_dead_region_breaks_every_connection_and_the_other_one_goes_on()
    {
        await FaultAsync(new { kind = "DeadRegion", region = "eu-west-2" });
        var seen = await sandbox.Boto3.RunAsync("""
            from botocore.config import Config
            once = Config(retries={'max_attempts': 0})
            def alive(service, call, region):
                try:
                    getattr(boto3.client(service, region_name=region, config=once), call)()
                    return True
                except botocore.exceptions.HTTPClientError:
                    return False
            print(json.dumps([[alive(s, c, r) for s, c in (('s3', 'list_buckets'), ('backup', 'list_backup_vaults'), ('secretsmanager', 'list_secrets'))] for r in ('eu-central-1', 'eu-west-2')]))
            """);
        using var http = sandbox.Http;
        await http.DeleteAsync("/_sandbox/faults");
        var after = await sandbox.Boto3.RunAsync("print(json.dumps(len(client('backup', 'eu-west-2').list_backup_vaults()['BackupVaultList']) >= 0))");

        Assert.Equal(("[[true,true,true],[false,false,false]]", "true"), (seen.ToJsonString(), after.ToJsonString()));
    }

    [Fact]
    public async Task A_replicated_secret_tells_its_replicas_key_in_both_regions()
    {
        var keys = await sandbox.Boto3.RunAsync("""
            here, there = client('secretsmanager'), client('secretsmanager', 'eu-west-2')
            made = here.create_secret(Name='apart/database', SecretString='x', AddReplicaRegions=[{'Region': 'eu-west-2', 'KmsKeyId': 'alias/theirs'}])
            key = client('kms').create_key()['KeyMetadata']['Arn']
            here.create_secret(Name='apart/application', SecretString='x', KmsKeyId=key)
            here.replicate_secret_to_regions(SecretId='apart/application', AddReplicaRegions=[{'Region': 'eu-west-2'}])
            print(json.dumps([here.describe_secret(SecretId=made['ARN'])['ReplicationStatus'][0]['KmsKeyId'],
                there.describe_secret(SecretId='apart/database')['KmsKeyId'], there.describe_secret(SecretId='apart/application').get('KmsKeyId'),
                sorted((secret['Name'], secret.get('KmsKeyId')) for secret in there.list_secrets(Filters=[{'Key': 'name', 'Values': ['apart/']}])['SecretList'])]))
            """);

        Assert.Equal("""["alias/theirs","alias/theirs",null,[["apart/application",null],["apart/database","alias/theirs"]]]""", keys.ToJsonString());
    }

    [Fact]
    public async Task A_replicas_policy_is_the_secrets_own()
    {
        var policies = await sandbox.Boto3.RunAsync("""
            here, there = client('secretsmanager'), client('secretsmanager', 'eu-west-2')
            here.create_secret(Name='ruled', SecretString='x', AddReplicaRegions=[{'Region': 'eu-west-2'}])
            before = there.get_resource_policy(SecretId='ruled').get('ResourcePolicy')
            here.put_resource_policy(SecretId='ruled', ResourcePolicy='{"Statement": []}')
            after = there.get_resource_policy(SecretId='ruled')
            print(json.dumps([before, after['ResourcePolicy'], ':eu-west-2:' in after['ARN'], here.get_resource_policy(SecretId='ruled')['ResourcePolicy']]))
            """);

        Assert.Equal("""[null,"{\"Statement\": []}",true,"{\"Statement\": []}"]""", policies.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task A_request_without_credentials_is_refused()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.1");
        content.Headers.Add("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters");
        using var http = sandbox.Http;
        var response = await http.PostAsync(sandbox.Endpoint, content);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_denies_plain_http_can_still_be_used()
    {
        var seen = await sandbox.Boto3.RunAsync("""
            s3 = client('s3')
            s3.create_bucket(Bucket='policy-bucket', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
            none = error(lambda: s3.get_bucket_policy(Bucket='policy-bucket'))
            policy = json.dumps({'Version': '2012-10-17', 'Statement': [{'Effect': 'Deny', 'Principal': '*', 'Action': 's3:*',
                'Resource': ['arn:aws:s3:::policy-bucket/*'], 'Condition': {'Bool': {'aws:SecureTransport': 'false'}}}]})
            s3.put_bucket_policy(Bucket='policy-bucket', Policy=policy)
            s3.put_object(Bucket='policy-bucket', Key='a b/ü%2F', Body=b'x' * 300000)
            print(json.dumps([none[1], s3.get_bucket_policy(Bucket='policy-bucket')['Policy'] == policy,
                len(s3.get_object(Bucket='policy-bucket', Key='a b/ü%2F')['Body'].read())]))
            """);

        Assert.Equal("""["NoSuchBucketPolicy",true,300000]""", seen.ToJsonString());
    }

    [Fact]
    public async Task Of_many_writers_on_one_condition_one_wins()
    {
        var winners = await sandbox.Boto3.RunAsync("""
            from concurrent.futures import ThreadPoolExecutor
            s3 = client('s3')
            s3.create_bucket(Bucket='lock-bucket', CreateBucketConfiguration={'LocationConstraint': 'eu-central-1'})
            lock = lambda n: error(lambda: s3.put_object(Bucket='lock-bucket', Key='state.tflock', Body=b'me', IfNoneMatch='*'))
            with ThreadPoolExecutor(8) as pool:
                results = list(pool.map(lock, range(16)))
            print(json.dumps([results.count(None), sorted({r[0] for r in results if r})]))
            """);

        Assert.Equal("[1,[412]]", winners.ToJsonString());
    }

    [Theory]
    [InlineData("ecr", "CreateRepository", "client('ecr').create_repository(repositoryName='lost')['repository']['repositoryName']")]
    [InlineData("secretsmanager", "CreateSecret", "client('secretsmanager').create_secret(Name='lost', SecretString='x')['Name']")]
    public async Task A_creation_whose_answer_was_lost_succeeds_on_the_next_attempt(string service, string operation, string call)
    {
        await FaultAsync(new { kind = "LostResponse", service, operation, count = 1 });

        var name = await sandbox.Boto3.RunAsync($"print(json.dumps({call}))");
        Assert.Equal("lost", name.GetValue<string>());
        Assert.Empty(await FaultsAsync());
    }

    [Fact]
    public async Task A_throttled_client_comes_back()
    {
        await FaultAsync(new { kind = "Throttle", service = "sts", operation = "GetCallerIdentity", count = 1 });

        var answer = await sandbox.Boto3.RunAsync("""
            r = client('sts').get_caller_identity()
            print(json.dumps([r['Account'], r['ResponseMetadata']['RetryAttempts']]))
            """);
        Assert.Equal("""["123456789012",1]""", answer.ToJsonString());
    }

    [Fact]
    public async Task A_fault_that_makes_no_sense_is_refused()
    {
        using var http = sandbox.Http;
        var response = await http.PostAsJsonAsync("/_sandbox/faults", new { kind = "Latency" });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("latencyMs", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_tells_what_runs_and_the_page_shows_it()
    {
        using var http = sandbox.Http;
        var status = JsonNode.Parse(await http.GetStringAsync("/_sandbox/status"))!;

        Assert.True(status["ready"]!.GetValue<bool>());
        Assert.Equal(["gateway", "image-store", "moto"], status["processes"]!.AsArray().Where(process => process!["running"]!.GetValue<bool>()).Select(process => process!["name"]!.GetValue<string>()));
        Assert.StartsWith("<!doctype html>", await http.GetStringAsync("/_sandbox/"), StringComparison.Ordinal);
    }

    private async Task FaultAsync(object fault)
    {
        using var http = sandbox.Http;
        var response = await http.PostAsJsonAsync("/_sandbox/faults", fault);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<JsonArray> FaultsAsync()
    {
        using var http = sandbox.Http;
        return JsonNode.Parse(await http.GetStringAsync("/_sandbox/faults"))!.AsArray();
    }
}
