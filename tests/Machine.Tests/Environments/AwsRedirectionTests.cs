using Notejam.Machine.Environments;

namespace Notejam.Machine.Tests.Environments;

public sealed class AwsRedirectionTests
{
    private const string There = "http://there.example:9000";

    [Theory]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_S3")]
    [InlineData("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2")]
    [InlineData("AWS_ENDPOINT_URL_OF_NEXT_YEAR")]
    [InlineData("AWS_S3_ENDPOINT")]
    [InlineData("AWS_STS_ENDPOINT")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT")]
    [InlineData("TF_AWS_DYNAMODB_ENDPOINT")]
    public void A_variable_that_redirects_is_named_with_where_it_leads(string name) =>
        Assert.Equal($"{name} leads to {There}/", Assert.Single(Find(new() { [name] = There })).ToString());

    [Theory]
    [InlineData("AWS_REGION", "eu-central-1")]
    [InlineData("AWS_ENDPOINT_URL_S3", "")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "true")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "true")]
    [InlineData("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "regional")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6")]
    public void One_that_leads_to_aws_is_not(string name, string value) => Assert.Empty(Find(new() { [name] = value }));

    [Theory]
    // The profile's own.
    [InlineData("[default]\nendpoint_url = http://there.example:9000", null, "endpoint_url of profile default")]
    [InlineData("[profile work]\nendpoint_url=http://there.example:9000", "work", "endpoint_url of profile work")]
    // Of one service, in the profile and in the section that it refers to.
    [InlineData("[default]\ns3 =\n  endpoint_url = http://there.example:9000", null, "s3.endpoint_url of profile default")]
    [InlineData("[default]\nservices = local\n\n[services local]\n# all of S3\ns3 =\n  endpoint_url = http://there.example:9000\n", null, "s3.endpoint_url of profile default")]
    // Another profile's, another section's, a section that is not there, a comment.
    [InlineData("[profile work]\nendpoint_url = http://there.example:9000", null, null)]
    [InlineData("[default]\nregion = eu-central-1\n[services local]\ns3 =\n  endpoint_url = http://there.example:9000", null, null)]
    [InlineData("[default]\nservices = missing", null, null)]
    [InlineData("[default]\n#endpoint_url = http://there.example:9000", null, null)]
    // Ignored by the profile itself.
    [InlineData("[default]\nignore_configured_endpoint_urls = true\nendpoint_url = http://there.example:9000", null, null)]
    [InlineData("neither = section\n]]][[", null, null)]
    public void A_profile_that_redirects_is_named_with_its_file(string text, string? profile, string? expected)
    {
        var variables = new Dictionary<string, string> { ["AWS_CONFIG_FILE"] = "/etc/aws" };
        if (profile is not null) variables["AWS_PROFILE"] = profile;
        var found = Find(variables, ("/etc/aws", text));
        Assert.Equal(expected is null ? [] : [$"{expected} in /etc/aws leads to {There}/"], found.Select(each => each.ToString()));
    }

    [Fact]
    public void Without_a_variable_the_files_of_the_home_folder_are_read()
    {
        Assert.Single(Find([], ("/home/me/.aws/config", $"[default]\nendpoint_url = {There}")));
        Assert.Single(Find([], ("/home/me/.aws/credentials", $"[default]\nendpoint_url = {There}")));
    }

    [Fact]
    public void What_the_sdks_ignore_is_not_named_but_for_terraforms_own() => Assert.Equal(
        ["AWS_S3_ENDPOINT"],
        Find(new() { ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "TRUE", ["AWS_ENDPOINT_URL"] = There, ["AWS_S3_ENDPOINT"] = There }, ("/home/me/.aws/config", $"[default]\nendpoint_url = {There}")).Select(each => each.Setting));

    [Fact]
    public void A_password_in_an_address_is_not_shown() =>
        Assert.DoesNotContain("geheim", Assert.Single(Find(new() { ["AWS_ENDPOINT_URL"] = "http://me:geheim@there.example/" })).ToString(), StringComparison.Ordinal);

    private static IReadOnlyList<AwsRedirection> Find(Dictionary<string, string> environment, params (string Path, string Text)[] files) =>
        AwsRedirection.Find(environment, "/home/me", path => files.Where(file => file.Path == path).Select(file => file.Text).FirstOrDefault());
}
