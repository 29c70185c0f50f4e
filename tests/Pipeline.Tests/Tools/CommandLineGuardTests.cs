using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class CommandLineGuardTests
{
    private static readonly CommandLineOption[] Options =
    [
        new("region", OptionKind.Value), new("fail-on", OptionKind.Value), new("environment", OptionKind.Value), new("sandbox", OptionKind.Switch), new("skip", OptionKind.List), new("help", OptionKind.Switch),
    ];
    private static readonly string[] Targets = ["Test", "Image", "Deploy"];
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void An_equals_sign_works_like_a_space() =>
        Assert.Equal(["Deploy", "--region", "eu-central-1", "--sandbox"], CommandLineGuard.Normalize(["Deploy", "--region=eu-central-1", "--sandbox"], None));

    [Fact]
    public void Only_the_first_equals_sign_splits() => Assert.Equal(["--fail-on", "a=b"], CommandLineGuard.Normalize(["--fail-on=a=b"], None));

    [Fact]
    public void Another_name_of_a_target_becomes_its_own() =>
        Assert.Equal(["PlanInfra", "--plan"], CommandLineGuard.Normalize(["plan", "--plan"], new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Plan"] = "PlanInfra" }));

    [Theory]
    [InlineData("Deploy --skip plan", "Deploy --skip PlanInfra")]
    [InlineData("Deploy --skip=Plan", "Deploy --skip PlanInfra")]
    [InlineData("Deploy --environment plan", "Deploy --environment plan")]
    public void The_other_name_counts_only_where_a_target_stands(string line, string expected) =>
        Assert.Equal(expected, string.Join(' ', CommandLineGuard.Normalize(line.Split(' '), new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Plan"] = "PlanInfra" })));

    [Theory]
    [InlineData("Deploy --region eu-central-1 --sandbox", null)]
    [InlineData("Deploy --Region eu-central-1", null)]
    [InlineData("deploy --FailOn high", null)]
    [InlineData("Test Image --skip Test", null)]
    [InlineData("--help", null)]
    [InlineData("Deploy --sandbox true --region eu-central-1", null)]
    [InlineData("Deploy --skip", null)]
    [InlineData("Deploy --skip Test Image", null)]
    [InlineData("--sandbox Deploy --region eu-central-1", "Targets come first: ./build.sh Deploy --sandbox")]
    [InlineData("--region eu-central-1 Deploy", "'Deploy' after --region means nothing")]
    [InlineData("Deploy --region", "The option --region has no value.")]
    [InlineData("Deploy --region --sandbox", "The option --region has no value.")]
    [InlineData("Deploy --skip Tset", "Did you mean Test?")]
    [InlineData("", null)]
    [InlineData("Deploi", "Did you mean Deploy?")]
    [InlineData("Deploy --regoin eu-central-1", "Did you mean --region?")]
    [InlineData("Deploy --zzzzzzzz 1", "There is no option --zzzzzzzz.")]
    [InlineData("Destroyeverything", "There is no target Destroyeverything.")]
    public void Typing_errors_end_the_run_and_name_the_nearest(string line, string? expected)
    {
        var problem = CommandLineGuard.Check(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Options, Targets);
        if (expected is null) Assert.Null(problem);
        else Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_far_away_word_suggests_nothing() => Assert.Null(CommandLineGuard.FindNearest("xyz", Targets));
}
