using System.Text.Json.Nodes;
using Notejam.Hooks.Database;
using Notejam.Hooks.Tests.Support;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Hooks.Tests.Functions;

/// <summary>Each function as it is delivered: the trimmed executable on the runtime API, against real servers.</summary>
[Trait("Suite", "wire")]
public sealed class FunctionsTests(PublishedFunctions functions, DatabaseServer database) : IClassFixture<PublishedFunctions>, IClassFixture<DatabaseServer>, IDisposable
{
    private static readonly string[] Steps = ["createSecret", "setSecret", "testSecret", "finishSecret"];
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("Fly", "There is no function 'Fly'")]
    [InlineData("ValidateRelease", "NOTEJAM_TEST_URL is missing")]
    public async Task A_function_that_cannot_start_says_why(string handler, string why)
    {
        await using var function = new FunctionProcess(functions.Bootstrap, handler, []);
        var failure = await function.AnswerAsync();

        Assert.Equal(("init/error", "Runtime.HookException"), (failure.Path, failure.ErrorType));
        Assert.Contains(why, (string)failure.Json!["errorMessage"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_is_validated()
    {
        await using var notejam = new FakeNotejam();
        _aws.On("PutLifecycleEventHookExecutionStatus", _ => new JsonObject());
        await using var function = Start("ValidateRelease", new() { ["NOTEJAM_TEST_URL"] = notejam.Url.ToString() });
        var answer = await function.CallAsync(new JsonObject { ["DeploymentId"] = "d-1", ["LifecycleEventHookExecutionId"] = "e-1" });

        Assert.Equal(("invocation/r-1/response", "Succeeded"), (answer.Path, (string?)answer.Json!["status"]));
        Assert.Equal("Succeeded", (string?)Assert.Single(_aws.Calls).Input["status"]);
    }

    [Fact]
    public async Task The_databases_secret_is_rotated_twice()
    {
        var address = await database.CreateAsync();
        database.Serve(_aws);
        var secret = new FakeSecrets(_aws)["database"].With("v0", new DatabaseCredentials(address.Master, DatabaseServer.FirstPassword).ToSecret(), "AWSCURRENT");
        await using var function = Start("RotateDatabaseSecret", Of(address));

        Assert.Equal(address.CloneUser, DatabaseCredentials.Parse(await RotateAsync(function, secret, "database", "v1")).Username);
        var back = DatabaseCredentials.Parse(await RotateAsync(function, secret, "database", "v2"));
        Assert.Equal(address.Master, back.Username);
        Assert.Equal(address.OwnerRole, await database.RunAsync(address, back, "SELECT current_user::text"));
        Assert.Contains(function.Lines, line => line.Contains("finishSecret: done for version v2", StringComparison.Ordinal));
        Assert.DoesNotContain(function.Lines, line => line.Contains(back.Password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_caches_token_is_rotated_and_the_one_before_stays_good_until_the_next_time()
    {
        await using var cache = new CacheServer(database.Certificates);
        await cache.StartAsync();
        cache.Serve(_aws);
        var secret = new FakeSecrets(_aws)["cache"].With("v0", "a-first-token-of-the-cache", "AWSCURRENT");
        await using var function = Start("RotateCacheToken", Of(cache));

        var first = await RotateAsync(function, secret, "cache", "v1");
        Assert.Equal(["a-first-token-of-the-cache", first], cache.Tokens);
        var second = await RotateAsync(function, secret, "cache", "v2");
        Assert.Equal([first, second], cache.Tokens);
    }

    [Fact]
    public async Task A_token_that_the_cache_does_not_ask_for_is_not_taken_for_accepted()
    {
        await using var cache = new CacheServer(database.Certificates);
        await cache.StartAsync();
        cache.Serve(_aws);
        new FakeSecrets(_aws)["cache"].With("v0", "a-first-token-of-the-cache", "AWSCURRENT").With("v1", "never-set-in-the-cache", "AWSPENDING");
        await using var function = Start("RotateCacheToken", Of(cache));

        var answer = await function.CallAsync(new JsonObject { ["Step"] = "testSecret", ["SecretId"] = "cache", ["ClientRequestToken"] = "v1" });
        Assert.Contains("does not accept the pending token", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_environment_is_brought_into_line_with_its_secrets_and_once_only()
    {
        var address = await database.CreateAsync();
        database.Serve(_aws);
        await using var cache = new CacheServer(database.Certificates);
        await cache.StartAsync();
        cache.Serve(_aws);
        var secrets = new FakeSecrets(_aws);
        var clone = new DatabaseCredentials(address.CloneUser, "the-clone-of-today");
        secrets["database"].With("v1", clone.ToSecret(), "AWSCURRENT").With("v0", new DatabaseCredentials(address.Master, "the-master-of-today").ToSecret(), "AWSPREVIOUS");
        secrets["cache"].With("v0", "a-first-token-of-the-cache", "AWSCURRENT");
        await using var function = Start("ApplySecrets", new(Of(address).UnionBy(Of(cache), pair => pair.Key)) { ["DATABASE_SECRET"] = "database", ["CACHE_SECRET"] = "cache" });

        for (var time = 0; time < 2; time++)
            Assert.Equal($$"""{"database":"{{clone.Username}}","cache":"in line"}""", (await function.CallAsync([])).Body);
        Assert.Equal(address.OwnerRole, await database.RunAsync(address, clone, "SELECT current_user::text"));
        Assert.Equal((1, 1), (_aws.CountOf("ModifyDBInstance"), _aws.CountOf("ModifyReplicationGroup")));
    }

    [Fact]
    public async Task A_service_that_serves_nothing_is_not_deployed_anew()
    {
        _aws.On("DescribeServices", _ => new JsonObject { ["services"] = new JsonArray(new JsonObject { ["desiredCount"] = 0 }) });
        await using var function = Start("Redeploy", new()
        {
            ["ECS_CLUSTER"] = "cluster", ["ECS_SERVICE"] = "service", ["CODEDEPLOY_APPLICATION"] = "app", ["CODEDEPLOY_GROUP"] = "group", ["ROLLOUT_HOOKS"] = """{"AfterAllowTestTraffic":"validate"}""", ["SECRETS"] = "database,cache",
        });

        Assert.Equal("Nothing", (string?)(await function.CallAsync(new JsonObject { ["source"] = "aws.secretsmanager" })).Json!["outcome"]);
    }

    private static async Task<string> RotateAsync(FunctionProcess function, FakeSecret secret, string id, string version)
    {
        secret.With(version, null, "AWSPENDING");
        foreach (var step in Steps)
        {
            var answer = await function.CallAsync(new JsonObject { ["Step"] = step, ["SecretId"] = id, ["ClientRequestToken"] = version });
            Assert.True(answer.ErrorType is null, $"{step}: {answer.Body}\n{string.Join('\n', function.Lines)}");
        }

        secret.Stages[version].Remove("AWSPENDING");
        return secret.At("AWSCURRENT")!;
    }

    private FunctionProcess Start(string handler, Dictionary<string, string?> environment) =>
        new(functions.Bootstrap, handler, new Dictionary<string, string?>(environment) { ["AWS_ENDPOINT_URL"] = _aws.Configure(new Amazon.RDS.AmazonRDSConfig()).ServiceURL });

    private Dictionary<string, string?> Of(DatabaseAddress address) => new()
    {
        ["DATABASE_INSTANCE"] = address.Instance, ["DATABASE_HOST"] = address.Host, ["DATABASE_PORT"] = $"{address.Port}", ["DATABASE_NAME"] = address.Name, ["DATABASE_MASTER"] = address.Master,
        ["DATABASE_AUTHORITIES_URL"] = "https://nobody.invalid/", ["SSL_CERT_FILE"] = database.AuthorityFile,
    };

    private static Dictionary<string, string?> Of(CacheServer cache) => new() { ["CACHE_GROUP"] = "cache", ["CACHE_HOST"] = "127.0.0.1", ["CACHE_PORT"] = $"{cache.Port}", ["SSL_CERT_FILE"] = cache.AuthorityFile };
}
