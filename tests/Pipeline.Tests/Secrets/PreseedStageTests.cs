using System.Text.Json.Nodes;
using Amazon.SecretsManager;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Secrets;

public sealed class PreseedStageTests : IDisposable
{
    private const string Arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/application-AbCdEf";
    private static readonly ApplicationSecret Given = ApplicationSecret.Parse("""{"secret_key":"0123456789abcdef0123456789abcdef"}""", "x");
    private readonly FakeAws _aws = new();

    public PreseedStageTests() => _aws
        .On("DescribeSecret", _ => throw new AwsError("ResourceNotFoundException", "no such secret"))
        .On("CreateSecret", input => new JsonObject { ["ARN"] = Arn, ["Name"] = (string)input["Name"]!, ["VersionId"] = (string)input["ClientRequestToken"]! })
        .On("PutSecretValue", input => new JsonObject { ["ARN"] = Arn, ["VersionId"] = (string)input["ClientRequestToken"]! });

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task Without_a_secret_one_is_generated_and_no_record_or_reason_tells_it()
    {
        var result = await RunAsync(null);

        var stored = _aws.Calls.Single(call => call.Operation == "CreateSecret").Input;
        Assert.Equal("notejam-production/application", (string?)stored["Name"]);
        Assert.Equal(64, ((string)JsonNode.Parse((string)stored["SecretString"]!)!["secret_key"]!).Length);
        Assert.Equal("created notejam-production/application in eu-central-1 with secret_key, generated", result.Reason);
        Assert.Equal(new PreseededSecret("notejam-production/application", Arn, (string)stored["ClientRequestToken"]!, result.Record.Keys), result.Record);
    }

    [Fact]
    public async Task A_secret_that_is_there_keeps_its_values_when_none_are_given()
    {
        Standing(new JsonObject());
        _aws.On("GetSecretValue", _ => new JsonObject { ["SecretString"] = Given.ToJson() });

        var result = await RunAsync(null);

        Assert.Equal((StageOutcome.Skipped, "v1"), (result.Outcome, result.Record.VersionId));
        Assert.Equal(0, _aws.CountOf("PutSecretValue"));
    }

    [Theory]
    [InlineData(true, StageOutcome.Skipped, 0)]
    [InlineData(false, StageOutcome.Done, 1)]
    public async Task Given_values_are_written_when_they_differ(bool same, StageOutcome outcome, int writes)
    {
        Standing(new JsonObject());
        _aws.On("GetSecretValue", _ => new JsonObject { ["SecretString"] = same ? """{ "secret_key": "0123456789abcdef0123456789abcdef" }""" : "not ours" });

        Assert.Equal(outcome, (await RunAsync(Given)).Outcome);
        Assert.Equal(writes, _aws.CountOf("PutSecretValue"));
    }

    [Fact]
    public async Task A_value_that_the_secret_has_had_before_becomes_the_current_one_again()
    {
        // As AWS does: a version of the token that exists with the same value leaves everything as it is
        // (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html, ClientRequestToken).
        var versions = new Dictionary<string, string> { ["v1"] = "another" };
        var current = "v1";
        _aws.On("DescribeSecret", _ => new JsonObject { ["ARN"] = Arn, ["VersionIdsToStages"] = new JsonObject { [current] = new JsonArray("AWSCURRENT") } });
        _aws.On("GetSecretValue", _ => new JsonObject { ["SecretString"] = versions[current] });
        _aws.On("PutSecretValue", input =>
        {
            var token = (string)input["ClientRequestToken"]!;
            if (versions.TryAdd(token, (string)input["SecretString"]!)) current = token;
            return new JsonObject { ["ARN"] = Arn, ["VersionId"] = token };
        });
        var other = ApplicationSecret.Parse("""{"secret_key":"fedcba9876543210fedcba9876543210"}""", "x");

        foreach (var given in new[] { Given, other, Given, other, Given })
        {
            await RunAsync(given);
            Assert.Equal(given.ToJson(), versions[current]);
        }

        // A second answer to the same question is no second version.
        var count = versions.Count;
        await RunAsync(Given);
        Assert.Equal(count, versions.Count);
    }

    [Fact]
    public async Task A_replica_is_given_its_values_where_it_comes_from()
    {
        Standing(new JsonObject { ["PrimaryRegion"] = "eu-west-2" });
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync(Given));
        Assert.Equal("Give it its values there: ./build.sh Preseed --region eu-west-2", refused.Remedy);
    }

    [Fact]
    public async Task A_secret_that_is_about_to_be_deleted_is_to_be_taken_back_first()
    {
        Standing(new JsonObject { ["DeletedDate"] = 1769860800 });
        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));
        foreach (var act in new Func<Task>[] { () => RunAsync(Given), () => PreseedStage.OwnsAsync(secrets, "eu-central-1", "production", CancellationToken.None) })
            Assert.Equal("aws secretsmanager restore-secret --secret-id notejam-production/application --region eu-central-1; then run this again.", (await Assert.ThrowsAsync<PipelineException>(act)).Remedy);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("eu-central-1", true)]
    [InlineData("eu-west-2", false)]
    public async Task A_region_owns_the_secret_that_is_no_replica(string? primary, bool owns)
    {
        Standing(new JsonObject { ["PrimaryRegion"] = primary, ["DeletedDate"] = owns ? null : 1769860800 });
        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));
        Assert.Equal(owns, await PreseedStage.OwnsAsync(secrets, "eu-central-1", "production", CancellationToken.None));
    }

    private void Standing(JsonObject secret)
    {
        secret["ARN"] = Arn;
        secret["VersionIdsToStages"] = new JsonObject { ["v0"] = new JsonArray("AWSPREVIOUS"), ["v1"] = new JsonArray("AWSCURRENT") };
        _aws.On("DescribeSecret", _ => secret.DeepClone());
    }

    private async Task<StageResult<PreseededSecret>> RunAsync(ApplicationSecret? given)
    {
        using var secrets = new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig()));
        return await new PreseedStage(secrets, "eu-central-1", "production", new SilentLog()).RunAsync(given, CancellationToken.None);
    }
}
