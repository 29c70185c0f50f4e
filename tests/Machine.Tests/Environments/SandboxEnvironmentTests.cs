using Notejam.Machine.Environments;

namespace Notejam.Machine.Tests.Environments;

public sealed class SandboxEnvironmentTests
{
    private const string Elsewhere = "http://elsewhere.example:9";
    private static readonly Uri Endpoint = new("http://127.0.0.1:4566/");

    /// <summary>What may stand in a user's environment: name, value.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "AWS_ENDPOINT_URL_S3", Elsewhere }, { "AWS_ENDPOINT_URL_STS", Elsewhere }, { "AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", Elsewhere }, { "AWS_ENDPOINT_URL_OF_NEXT_YEAR", Elsewhere },
        { "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true" }, { "AWS_PROFILE", "work" }, { "AWS_DEFAULT_PROFILE", "work" }, { "AWS_REGION", "us-east-1" }, { "AWS_DEFAULT_REGION", "us-east-1" },
        { "AWS_SESSION_TOKEN", "t" }, { "AWS_SECURITY_TOKEN", "t" }, { "AWS_ACCESS_KEY", "AKIAREAL" }, { "AWS_SECRET_KEY", "real" }, { "AWS_CREDENTIAL_FILE", "/home/me/creds" },
        { "AWS_WEB_IDENTITY_TOKEN_FILE", "/var/run/token" }, { "AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/x" }, { "AWS_ROLE_SESSION_NAME", "x" },
        { "AWS_CONTAINER_CREDENTIALS_FULL_URI", Elsewhere }, { "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/x" }, { "AWS_CONTAINER_AUTHORIZATION_TOKEN", "x" },
        { "AWS_EC2_METADATA_SERVICE_ENDPOINT", Elsewhere }, { "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6" }, { "AWS_USE_FIPS_ENDPOINT", "true" }, { "AWS_USE_DUALSTACK_ENDPOINT", "true" },
        { "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "regional" }, { "AWS_S3_ENDPOINT", Elsewhere }, { "AWS_STS_ENDPOINT", Elsewhere }, { "AWS_DYNAMODB_ENDPOINT", Elsewhere }, { "AWS_CA_BUNDLE", "/x" },
        { "AWS_MAX_ATTEMPTS", "1" }, { "AWS_RETRY_MODE", "adaptive" }, { "AWS_DEFAULTS_MODE", "mobile" }, { "AWS_ACCOUNT_ID_ENDPOINT_MODE", "required" }, { "AWS_ENABLE_ENDPOINT_DISCOVERY", "true" },
        { "AWS_CSM_ENABLED", "true" }, { "AWS_CSM_HOST", "elsewhere.example" }, { "AWS_BEARER_TOKEN_BEDROCK", "x" }, { "AWS_SDK_LOAD_CONFIG", "1" }, { "AWS_DATA_PATH", "/x" }, { "AWS_LOGIN_CACHE_DIRECTORY", "/x" },
        { "TF_AWS_S3_ENDPOINT", Elsewhere }, { "TF_AWS_DEFAULT_TAGS_Owner", "me" }, { "BOTO_CONFIG", "/x" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_of_the_users_own_aws_is_left(string name, string value)
    {
        var turned = SandboxEnvironment.Of(new Dictionary<string, string> { [name] = value, ["PATH"] = "/usr/bin" }, Endpoint);
        Assert.False(turned.ContainsKey(name), $"{name} is left");
        Assert.Equal("/usr/bin", turned["PATH"]);
    }

    [Theory]
    [InlineData("AWS_ENDPOINT_URL", Elsewhere, "http://127.0.0.1:4566")]
    [InlineData("AWS_ACCESS_KEY_ID", "AKIAREAL", "AKIASANDBOX")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "real", "sandbox")]
    [InlineData("AWS_CONFIG_FILE", "/home/me/config", "/dev/null")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "/home/me/credentials", "/dev/null")]
    [InlineData("AWS_EC2_METADATA_DISABLED", "false", "true")]
    [InlineData("AWS_PAGER", "less", "less")]
    [InlineData("AWS_DEFAULT_OUTPUT", "table", "table")]
    [InlineData("HTTPS_PROXY", "http://proxy:3128", "http://proxy:3128")]
    public void What_is_left_or_set_is_known(string name, string before, string after) =>
        Assert.Equal(after, SandboxEnvironment.Of(new Dictionary<string, string> { [name] = before }, Endpoint)[name]);

    [Fact]
    public void An_empty_environment_gets_all_that_a_client_needs() => Assert.Equal(
        ["AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_EC2_METADATA_DISABLED", "AWS_ENDPOINT_URL", "AWS_SECRET_ACCESS_KEY", "AWS_SHARED_CREDENTIALS_FILE"],
        SandboxEnvironment.Of(new Dictionary<string, string>(), Endpoint).Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_changes_from_one_environment_to_another_set_and_remove()
    {
        var changes = Variables.Changes(new Dictionary<string, string> { ["A"] = "1", ["B"] = "1", ["C"] = "1" }, new Dictionary<string, string> { ["A"] = "1", ["B"] = "2", ["D"] = "1" });
        Assert.Equal([("B", "2"), ("C", null), ("D", "1")], changes.OrderBy(change => change.Key, StringComparer.Ordinal).Select(change => (change.Key, change.Value)));
    }

    [Fact]
    public void Credentials_that_the_sandbox_handed_out_are_taken_where_they_are_given()
    {
        var environment = SandboxEnvironment.Of(new Dictionary<string, string> { [SandboxEnvironment.CredentialsVariable] = "ASIAX:s/1+:t=", ["AWS_ACCESS_KEY_ID"] = "AKIAREAL" }, new Uri("http://127.0.0.1:4566"));

        Assert.Equal(("ASIAX", "s/1+", "t="), (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"]));
    }

    [Theory]
    [InlineData("ASIAX")]
    [InlineData("ASIAX:s:")]
    [InlineData("AKIAREAL:s:t")]
    public void Credentials_that_are_none_are_refused(string given)
    {
        var refusal = Assert.Throws<MachineException>(() => SandboxEnvironment.Of(new Dictionary<string, string> { [SandboxEnvironment.CredentialsVariable] = given }, new Uri("http://127.0.0.1:4566")));

        Assert.Contains("key:secret:token", refusal.Message, StringComparison.Ordinal);
    }
}
