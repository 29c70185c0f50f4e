using System.Text.Json.Nodes;
using Amazon.SecretsManager;
using Notejam.Hooks.Rotation;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Tests.Support;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Hooks.Tests.Rotation;

public sealed class RotateSecretTests : IDisposable
{
    private readonly FakeAws _aws = new();
    private readonly FakeSecret _secret;
    private readonly Owner _owner = new();
    private readonly StringWriter _log = new();

    public RotateSecretTests() => _secret = new FakeSecrets(_aws)["secret"].With("v1", "one", "AWSCURRENT", "INITIAL").With("v2", null, "AWSPENDING");

    public void Dispose()
    {
        _aws.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Four_steps_lead_to_a_new_current_value_and_each_may_be_repeated()
    {
        foreach (var step in new[] { "createSecret", "createSecret", "setSecret", "setSecret", "testSecret", "finishSecret", "finishSecret" }) await StepAsync(step);

        Assert.Equal(("after one", "one"), (_secret.At("AWSCURRENT"), _secret.At("AWSPREVIOUS")));
        Assert.Equal(["set after one over one", "set after one over one", "test after one"], _owner.Calls);
        Assert.Equal(1, _aws.CountOf("PutSecretValue"));
        Assert.DoesNotContain("after one", _log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v9", true, "no version v9")]
    [InlineData("v0", true, "not at AWSPENDING")]
    [InlineData("v2", false, "no rotation")]
    public async Task A_version_that_is_not_to_be_rotated_to_is_refused(string version, bool isRotated, string why)
    {
        _secret.With("v0", "zero").IsRotated = isRotated;

        var error = await Assert.ThrowsAsync<HookException>(() => StepAsync("createSecret", version));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("PutSecretValue"));
    }

    [Theory]
    [InlineData("createSecret")]
    [InlineData("setSecret")]
    [InlineData("testSecret")]
    [InlineData("finishSecret")]
    public async Task A_version_that_is_current_needs_no_step(string step)
    {
        _secret.With("v2", "two", "AWSCURRENT", "AWSPENDING").With("v1", "one", "AWSPREVIOUS");
        await StepAsync(step);

        Assert.Empty(_owner.Calls);
        Assert.Equal("DescribeSecret", Assert.Single(_aws.Calls).Operation);
    }

    [Fact]
    public async Task A_step_that_nobody_knows_is_refused() =>
        Assert.Contains("no step 'fly'", (await Assert.ThrowsAsync<HookException>(() => StepAsync("fly"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Passwords_differ_and_have_no_characters_that_look_alike()
    {
        var texts = Enumerable.Range(0, 100).Select(_ => RandomText.Create(40)).ToList();
        Assert.Equal(100, texts.Distinct().Count());
        Assert.All(texts, text => Assert.Matches("^[A-HJ-NP-Za-km-z2-9]{40}$", text));
    }

    private Task<JsonNode?> StepAsync(string step, string version = "v2") =>
        new RotateSecret(new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig())), _owner, new FunctionLog(_log, TimeProvider.System))
            .HandleAsync(new Invocation("r-1", new JsonObject { ["Step"] = step, ["SecretId"] = "secret", ["ClientRequestToken"] = version }, DateTimeOffset.MaxValue), CancellationToken.None);

    private sealed class Owner : ISecretOwner
    {
        public List<string> Calls { get; } = [];

        public string Next(string current) => "after " + current;

        public Task SetAsync(string pending, string current, CancellationToken cancellationToken)
        {
            Calls.Add($"set {pending} over {current}");
            return Task.CompletedTask;
        }

        public Task TestAsync(string pending, CancellationToken cancellationToken)
        {
            Calls.Add($"test {pending}");
            return Task.CompletedTask;
        }
    }
}
