namespace Polyfills.Nuke.Tests.Process;

public sealed class ParameterSourcesTests : IDisposable
{
    private readonly SampleBuildRun _build = new();

    public void Dispose() => _build.Dispose();

    [Fact]
    public void The_file_is_below_the_environment_and_the_environment_below_the_command_line()
    {
        _build.WriteParameters("""{ "$schema": "build.schema.json", "Count": 3 }""");
        Assert.Contains("Made 3", _build.Run("Make").Output, StringComparison.Ordinal);

        _build.Environment["NUKE_COUNT"] = "4";
        Assert.Contains("Made 4", _build.Run("Make").Output, StringComparison.Ordinal);

        Assert.Contains("Made 5", _build.Run("Make", "--count", "5").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("count")]
    [InlineData("Cuont")]
    public void A_name_in_the_file_that_is_not_spelled_exactly_is_passed_over(string name)
    {
        _build.WriteParameters($$"""{ "{{name}}": 3 }""");
        Assert.Contains("Made 1", _build.Run("Make").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_number_is_an_option_on_the_command_line_and_a_value_in_a_variable()
    {
        Assert.Contains("Made 1", _build.Run("Make", "--count", "-1").Output, StringComparison.Ordinal);
        _build.Environment["Count"] = "-1";
        Assert.Contains("Made -1", _build.Run("Make").Output, StringComparison.Ordinal);
        Assert.Contains("Made -1", _build.Run("Make", "--count", "-1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_is_above_the_common_file()
    {
        _build.WriteParameters("""{ "Count": 3, "PublishChannel": "common" }""");
        _build.WriteParameters("""{ "PublishChannel": "preview" }""", "ci");

        var (_, output) = _build.Run("Make", "Publish", "--profile", "ci");

        Assert.Contains("Made 3", output, StringComparison.Ordinal);
        Assert.Contains("to preview", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_in_a_file_counts_from_the_root()
    {
        _build.WriteParameters("""{ "Output": "out/things" }""");

        var expected = Path.Combine(_build.Root, "out", "things");
        Assert.Contains($"in {expected}", _build.Run("Make").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_json_is_named()
    {
        _build.WriteParameters("{ Count }");

        var (exitCode, output) = _build.Run("Make");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Failed parsing parameters file", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_without_file_is_an_error()
    {
        var (exitCode, output) = _build.Run("Make", "--profile", "nowhere");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("parameters.nowhere.json", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_comes_from_the_environment()
    {
        _build.Environment["API_TOKEN"] = "hunter2";

        var (exitCode, output) = _build.Run("Upload", "--verbosity", "verbose");

        Assert.Equal(0, exitCode);
        Assert.Contains("a token of 7 letters", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_a_file_is_decrypted_with_the_password()
    {
        _build.WriteParameters($$"""{ "ApiToken": "{{EncryptedSecret.Of("hunter2", "pass")}}" }""");
        _build.Environment["PARAMS_KEY"] = "pass";

        var (exitCode, output) = _build.Run("Upload", "--verbosity", "verbose");

        Assert.Equal(0, exitCode);
        Assert.Contains("a token of 7 letters", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_a_file_without_password_says_which_variable_to_set()
    {
        _build.WriteParameters("""{ "ApiToken": "v1:AAAA" }""");

        var (exitCode, output) = _build.Run("Upload");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("PARAMS_KEY", output, StringComparison.Ordinal);
    }
}
