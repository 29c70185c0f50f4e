using Nuke.Common;

namespace Polyfills.Nuke.Tests.Parameters;

public class ParameterServiceTests
{
    [Theory]
    [InlineData("--deploy-role cli", "NUKE_DEPLOY_ROLE=env", "--deploy-role file", "cli")]
    [InlineData("", "NUKE_DEPLOY_ROLE=env", "--deploy-role file", "env")]
    [InlineData("", "", "--deploy-role file", "file")]
    [InlineData("", "", "", null)]
    [InlineData("--deploy-role - --region x", "DeployRole=-", "", "-")]
    [InlineData("--region x", "DeployRole=-1", "--deploy-role file", "-1")]
    [InlineData("--deploy-role -1", "", "", null)]
    [InlineData("--deploy-role -", "", "--deploy-role file", "file")]
    [InlineData("", "", "--deploy-role -", null)]
    public void The_command_line_wins_over_the_environment_over_the_file(
        string commandLine, string variable, string file, string? expected) =>
        Assert.Equal(expected, Get<string>("DeployRole", commandLine, variable, file));

    [Theory]
    [InlineData("--deploy-role x")]
    [InlineData("-DeployRole x")]
    [InlineData("--DEPLOYROLE x")]
    [InlineData("--deploy-role y --deploy-role x")]
    public void Names_match_whatever_their_case_and_dashes_and_the_last_wins(string commandLine) =>
        Assert.Equal("x", Get<string>("DeployRole", commandLine));

    [Theory]
    [InlineData("DeployRole=x")]
    [InlineData("DEPLOY_ROLE=x")]
    [InlineData("deployrole=x")]
    [InlineData("NUKE_DEPLOY_ROLE=x")]
    [InlineData("NUKE_DeployRole=x")]
    public void Variables_match_with_and_without_the_prefix(string variable) =>
        Assert.Equal("x", Get<string>("DeployRole", "", variable));

    [Fact]
    public void Two_matching_variables_are_none() =>
        Assert.Null(Get<string>("DeployRole", "", "DEPLOY_ROLE=x NUKE_DEPLOY_ROLE=y"));

    [Fact]
    public void The_exact_name_decides_between_two_variables() =>
        Assert.Equal("x", Get<string>("DeployRole", "", "DeployRole=x NUKE_DEPLOY_ROLE=y"));

    [Fact]
    public void A_value_after_an_equals_sign_is_not_seen() =>
        Assert.Null(Get<string>("Region", "--region=eu-central-1"));

    [Fact]
    public void Positional_arguments_are_targets()
    {
        Assert.Equal(["A", "B"], Get<string[]>("Target", "A B --skip C", separator: '+')!);
        Assert.Equal(["A", "B"], Get<string[]>("Target", "A+B", separator: '+')!);
        Assert.Null(Get<string[]>("Target", "--skip C", separator: '+'));
    }

    [Fact]
    public void An_option_without_values_is_an_empty_list()
    {
        Assert.Empty(Get<string[]>("Skip", "A --skip", separator: '+')!);
        Assert.Equal(["B", "C"], Get<string[]>("Skip", "A --skip B C", separator: '+')!);
        Assert.Null(Get<string[]>("Skip", "A", separator: '+'));
    }

    private static T? Get<T>(string name, string commandLine, string variables = "", string file = "", char? separator = null)
    {
        var environment = Words(variables).Select(x => x.Split('=')).ToDictionary(x => x[0], x => x[1]);
        var service = new ParameterService(new ArgumentParser(Words(commandLine)), () => environment)
        {
            ParametersFiles = new ArgumentParser(Words(file)),
        };
        return (T?)service.GetParameter(name, typeof(T), separator);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
