using Notejam.Pipeline.Options;

namespace Notejam.Pipeline.Tests.Options;

/// <summary>Good and bad values of every kind of option, from every source.</summary>
public sealed class OptionValuesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("options-");

    public OptionValuesTests()
    {
        Write("infra/environments/production.tfvars", "");
        Write("infra/environments/Bad.tfvars", "");
        Write("secret.json", "{}");
        Write("-1.json", "{}");
    }

    public void Dispose() => _root.Delete(recursive: true);

    // Option, value, whether it is one.
    public static TheoryData<string, string, bool> Values => new()
    {
        { "Minutes", "1", true }, { "Minutes", "60", true }, { "Minutes", "10080", true },
        { "Minutes", "0", false }, { "Minutes", "-1", false }, { "Minutes", "10081", false }, { "Minutes", "1.5", false }, { "Minutes", "1,5", false }, { "Minutes", "1.0", false },
        { "Minutes", "abc", false }, { "Minutes", "", false }, { "Minutes", " 1", false }, { "Minutes", "1 ", false }, { "Minutes", "+1", false }, { "Minutes", "1e3", false },
        { "Minutes", "0x10", false }, { "Minutes", "NaN", false }, { "Minutes", "Infinity", false }, { "Minutes", "007", false }, { "Minutes", "1_000", false }, { "Minutes", "1\n", false },
        { "Minutes", "99999999999999999999999999999999999", false }, { "Minutes", "2147483648", false }, { "Minutes", "\u0661", false }, { "Minutes", "\uff11", false }, { "Minutes", "(1)", false },
        { "Hours", "26", true }, { "Hours", "1.5", true }, { "Hours", "0.01", true }, { "Hours", "8760", true },
        { "Hours", "1,5", false }, { "Hours", "abc", false }, { "Hours", "-1", false }, { "Hours", "0", false }, { "Hours", "0.001", false }, { "Hours", "8760.1", false }, { "Hours", "1,000", false },
        { "Hours", ".5", false }, { "Hours", "5.", false }, { "Hours", "1e3", false }, { "Hours", "NaN", false }, { "Hours", "∞", false }, { "Hours", "26h", false }, { "Hours", "", false },
        { "Cost", "0", true }, { "Cost", "0.01", true }, { "Cost", "5", true }, { "Cost", "0,01", false }, { "Cost", "-0.01", false }, { "Cost", "$5", false }, { "Cost", "1000001", false },
        { "sandbox", "true", true }, { "sandbox", "false", true }, { "sandbox", "True", true }, { "sandbox", "maybe", false }, { "sandbox", "1", false }, { "sandbox", "yes", false },
        { "sandbox", "on", false }, { "sandbox", "", false }, { "sandbox", " true", false },
        { "Region", "eu-central-1", true }, { "Region", "us-gov-west-1", true }, { "Region", "eu-central-7", false }, { "Region", "EU-CENTRAL-1", false }, { "Region", "", false },
        { "Region", "eu-central-1 ", false }, { "Region", "eu-central-1a", false },
        { "environment", "production", true }, { "environment", "nowhere", false }, { "environment", "Production", false }, { "environment", "Bad", false }, { "environment", "../production", false },
        { "environment", "", false }, { "environment", "production\n", false }, { "environment", "a", false }, { "environment", "averylongname", false },
        { "FailOn", "high", true }, { "FailOn", "HIGH", true }, { "FailOn", "critical", true }, { "FailOn", "hihg", false }, { "FailOn", "3", false }, { "FailOn", "", false },
        { "FailOn", "high,critical", false }, { "FailOn", " high", false },
        { "Suite", "unit", true }, { "Suite", "all", true }, { "Suite", "everything", false }, { "Suite", "", false }, { "Suite", "Unit", false },
        { "SandboxEndpoint", "http://127.0.0.1:4566", true }, { "SandboxEndpoint", "http://localhost:65535/", true }, { "SandboxEndpoint", "http://127.0.0.1:65536", false },
        { "SandboxEndpoint", "http://127.0.0.1:0", false }, { "SandboxEndpoint", "http://127.0.0.1", false }, { "SandboxEndpoint", "https://127.0.0.1:4566", false },
        { "SandboxEndpoint", "http://example.com", false }, { "SandboxEndpoint", "http://127.0.0.1:4566/path", false }, { "SandboxEndpoint", "http://user@127.0.0.1:4566", false },
        { "SandboxEndpoint", "127.0.0.1:4566", false }, { "SandboxEndpoint", "", false }, { "SandboxEndpoint", "http://127.0.0.1:99999999999", false },
        { "AllowDestroy", "module.database.aws_db_instance.this", true }, { "AllowDestroy", "aws_s3_bucket.assets[0]", true }, { "AllowDestroy", "module.keys[\"a b\"].aws_kms_key.this[\"x\"]", true },
        { "AllowDestroy", "*", false }, { "AllowDestroy", "module.database", false }, { "AllowDestroy", "", false }, { "AllowDestroy", "aws_db_instance", false }, { "AllowDestroy", "-target=x", false },
        { "from", "-", true }, { "from", "secret.json", true }, { "from", "-1.json", true }, { "from", "missing.json", false }, { "from", "", false }, { "from", "infra", false },
        { "Confirm", "production", true }, { "Confirm", "", false }, { "Confirm", " production", false },
        { "Verbosity", "Quiet", true }, { "Verbosity", "quiet", true }, { "Verbosity", "loud", false }, { "Verbosity", "1", false }, { "Verbosity", "Verbose,Quiet", false },
        { "Skip", "Test", true }, { "Skip", "test", true }, { "Skip", "Tset", false },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void On_the_command_line_a_value_is_one_or_refused(string member, string value, bool isOne)
    {
        var option = OptionOf(member);
        // A word that begins with a dash and a letter is an option wherever it stands: those are other refusals.
        Check(Read(["Preseed", $"--{option.Name}={value}"]), option, value, isOne, GivenOption.OnCommandLine, hasOwnMessage: option.IsTargets || value.StartsWith('-'));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void In_a_variable_a_value_is_one_or_refused(string member, string value, bool isOne)
    {
        var option = OptionOf(member);
        foreach (var variable in new[] { member, option.Name.Replace('-', '_').ToUpperInvariant(), "NUKE_" + option.Name.Replace('-', '_').ToUpperInvariant() })
            Check(Read(["Preseed"], new() { [variable] = value }), option, value, isOne, $"in the environment variable {variable}");
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void In_a_file_a_value_is_one_or_refused(string member, string value, bool isOne)
    {
        var option = OptionOf(member);
        var json = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object> { [member] = value });
        Write(".nuke/parameters.json", json);
        Check(Read(["Preseed"]), option, value, isOne, "in .nuke/parameters.json");
        Write(".nuke/parameters.json", "{}");
        Write(".nuke/parameters.mine.json", json);
        Check(Read(["Preseed", "--profile", "mine"]), option, value, isOne, "in .nuke/parameters.mine.json");
        Check(Read(["Preseed"], new() { ["NUKE_PROFILE"] = "mine" }), option, value, isOne, "in .nuke/parameters.mine.json");
    }

    [Theory]
    [InlineData("""{"Minutes": 60}""", null)]
    [InlineData("""{"Hours": 1.5, "sandbox": true, "Skip": ["Test", "Image"], "AllowDestroy": []}""", null)]
    [InlineData("""{"$schema": "./build.schema.json", /* a word */ "Region": "eu-central-1",}""", null)]
    [InlineData("""{"Minutes": 1e3}""", "'1e3' is not a whole number of minutes from 1 to 10080")]
    [InlineData("""{"Minutes": 60.0}""", "'60.0' is not a whole number")]
    [InlineData("""{"Minutes": null}""", "Minutes is null, and takes one value")]
    [InlineData("""{"Minutes": true}""", "'true' is not a whole number")]
    [InlineData("""{"Minutes": [60]}""", "takes one value")]
    [InlineData("""{"Minutes": {"value": 60}}""", "takes one value")]
    [InlineData("""{"sandbox": 1}""", "'1' is not true or false")]
    [InlineData("""{"AllowDestroy": [null]}""", "takes a list of texts")]
    [InlineData("""{"fail-on": "low"}""", "there is no parameter 'fail-on'. Did you mean FailOn?")]
    [InlineData("""{"failon": "low"}""", "there is no parameter 'failon'. Did you mean FailOn?")]
    [InlineData("""{"Environment": "production"}""", "there is no parameter 'Environment'. Did you mean environment?")]
    [InlineData("""{"Root": "/"}""", "Root has no effect there")]
    [InlineData("""{"Profile": "mine"}""", "Profile has no effect there")]
    [InlineData("""{"Minutes": 60, "Minutes": 61}""", ".nuke/parameters.json is no JSON")]
    [InlineData("""{"Minutes": 60""", ".nuke/parameters.json is no JSON")]
    [InlineData("""{"Region": "\ud800"}""", ".nuke/parameters.json")]
    [InlineData("""{"Skip": ["\udfff"]}""", ".nuke/parameters.json")]
    [InlineData("""{"\ud800": 1}""", ".nuke/parameters.json")]
    [InlineData("[]", ".nuke/parameters.json is no JSON object")]
    [InlineData("", ".nuke/parameters.json is no JSON")]
    public void A_file_is_refused_for_what_NUKE_would_pass_over(string json, string? expected)
    {
        Write(".nuke/parameters.json", json);
        var problem = Read(["Preseed"]).Problem;
        if (expected is null) Assert.Null(problem);
        else Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_refused()
    {
        Assert.Contains("There is no profile 'other'", Read(["Test", "--profile", "other"]).Problem, StringComparison.Ordinal);
        Assert.Contains("is not a profile's name", Read(["Test", "--profile", "../x"]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_sources_the_command_line_counts_then_the_environment_then_the_last_profile_then_the_file()
    {
        Write(".nuke/parameters.json", """{"Minutes": "1", "Hours": "1", "Cost": "1", "Region": "eu-west-2"}""");
        Write(".nuke/parameters.mine.json", """{"Minutes": "2", "Hours": "2", "Cost": "2"}""");
        var request = Read(["Deploy", "--minutes", "4", "--profile", "mine"], new() { ["MINUTES"] = "3", ["NUKE_HOURS"] = "3" }).Request!;
        Assert.Equal(["4", "3", "2", "eu-west-2"], new[] { "minutes", "hours", "cost", "region" }.Select(request.Find));
    }

    [Fact]
    public void Two_variables_of_one_option_are_refused_since_NUKE_would_take_neither()
    {
        var problem = Read(["Deploy"], new() { ["MINUTES"] = "3", ["NUKE_MINUTES"] = "3" }).Problem;
        Assert.Contains("MINUTES and NUKE_MINUTES all give --minutes", problem, StringComparison.Ordinal);
        Assert.Null(Read(["Deploy"], new() { ["Minutes"] = "3", ["NUKE_MINUTES"] = "x" }).Problem);
        Assert.Null(Read(["Deploy", "--minutes", "3"], new() { ["MINUTES"] = "x", ["NUKE_MINUTES"] = "x" }).Problem);
    }

    [Theory]
    [InlineData("Test", null)]
    [InlineData("", null)]
    [InlineData("--help", null)]
    [InlineData("Deploy --help", null)]
    [InlineData("Deploy", "--minutes in the environment variable MINUTES")]
    [InlineData("--target Deploy", "--minutes in the environment variable MINUTES")]
    public void A_variable_counts_only_for_a_target_that_uses_the_option(string line, string? expected)
    {
        var problem = Read(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), new() { ["MINUTES"] = "a few" }).Problem;
        if (expected is null) Assert.Null(problem);
        else Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_targets_may_come_from_the_environment_or_a_file()
    {
        Assert.Equal(["Test"], Read([]).Request!.Targets);
        Assert.Equal(["Deploy", "Image"], Read([], new() { ["NUKE_TARGET"] = "Deploy+Image" }).Request!.Targets);
        Write(".nuke/parameters.json", """{"Target": ["Image", "Deploy"]}""");
        Assert.Equal(["Image", "Deploy"], Read([]).Request!.Targets);
        Assert.Contains("There is no target Tset. Did you mean Test?", Read([], new() { ["NUKE_TARGET"] = "Deploy+Tset" }).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Preseed --from - --sandbox", "Preseed --sandbox", "-")]
    [InlineData("Preseed --from=- --sandbox", "Preseed --sandbox", "-")]
    [InlineData("Preseed --sandbox --from -1.json", "Preseed --sandbox", "-1.json")]
    [InlineData("Preseed --from secret.json --sandbox", "Preseed --from secret.json --sandbox", null)]
    public void What_NUKE_would_take_for_an_option_is_handed_over_in_a_variable_of_its_exact_name(string line, string words, string? value)
    {
        var handover = Handover.Of(Read(line.Split(' ')).Request!);
        Assert.Equal(words, string.Join(' ', handover.Words));
        Assert.Equal(value, handover.Variables.GetValueOrDefault("from"));
        // The process that it is handed to sees the same request, and hands nothing over any more.
        var next = Read([.. handover.Words], new(handover.Variables)).Request!;
        Assert.Equal(value ?? "secret.json", next.Find("from"));
        Assert.Empty(Handover.Of(next).Variables);
        Assert.Equal(handover.Words, Handover.Of(next).Words);
    }

    [Fact]
    public void A_file_too_is_handed_over_where_NUKE_would_take_its_value_for_an_option()
    {
        Write(".nuke/parameters.json", """{"from": "-"}""");
        Assert.Equal("-", Handover.Of(Read(["Preseed"]).Request!).Variables["from"]);
        Assert.Empty(Handover.Of(Read(["Test"], new() { ["FROM"] = "-" }).Request!).Words.Skip(1));
    }

    private static void Check((BuildRequest? Request, string? Problem) read, BuildOption option, string value, bool isOne, string source, bool hasOwnMessage = false)
    {
        if (isOne)
        {
            Assert.Null(read.Problem);
            Assert.Equal(value, read.Request!.Find(option.Name));
            return;
        }

        Assert.Null(read.Request);
        if (hasOwnMessage) return;
        Assert.StartsWith($"--{option.Name} {source}: ", read.Problem, StringComparison.Ordinal);
        Assert.Contains(value.TrimEnd('\n'), read.Problem, StringComparison.Ordinal);
        Assert.Contains($"\n  → For example: --{option.Name} {option.Rule.Example}", read.Problem, StringComparison.Ordinal);
        Assert.Equal(2, read.Problem!.Split('\n').Length);
    }

    private static BuildOption OptionOf(string member) => SampleSurface.Options.Single(option => option.Member == member);

    private (BuildRequest? Request, string? Problem) Read(IReadOnlyList<string> arguments, Dictionary<string, string>? variables = null) =>
        BuildRequest.Read(arguments, SampleSurface.Surface, variables ?? [], new RequestPlace(_root.FullName, _root.FullName));

    private void Write(string path, string text)
    {
        var file = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
