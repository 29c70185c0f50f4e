using Notejam.Pipeline.Options;

namespace Notejam.Pipeline.Tests.Options;

public sealed class CommandLineGuardTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void An_equals_sign_works_like_a_space() =>
        Assert.Equal(["Deploy", "--region", "eu-central-1", "--sandbox"], CommandLineGuard.Normalize(["Deploy", "--region=eu-central-1", "--sandbox"], None));

    [Fact]
    public void Only_the_first_equals_sign_splits() => Assert.Equal(["--fail-on", "a=b"], CommandLineGuard.Normalize(["--fail-on=a=b"], None));

    [Fact]
    public void Another_name_of_a_target_becomes_its_own() =>
        Assert.Equal(["PlanInfra", "--plan"], CommandLineGuard.Normalize(["plan", "--plan"], SampleSurface.Aliases));

    [Theory]
    [InlineData("Deploy --skip plan", "Deploy --skip PlanInfra")]
    [InlineData("Deploy --skip=Plan", "Deploy --skip PlanInfra")]
    [InlineData("Deploy --environment plan", "Deploy --environment plan")]
    public void The_other_name_counts_only_where_a_target_stands(string line, string expected) =>
        Assert.Equal(expected, string.Join(' ', CommandLineGuard.Normalize(line.Split(' '), SampleSurface.Aliases)));

    [Theory]
    [InlineData("-", false)]
    [InlineData("-1", false)]
    [InlineData("-1,5", false)]
    [InlineData("-.5", false)]
    [InlineData("", false)]
    [InlineData("1", false)]
    [InlineData("--", true)]
    [InlineData("-r", true)]
    [InlineData("-NaN", true)]
    [InlineData("--region", true)]
    [InlineData("--1", true)]
    public void A_dash_and_negative_numbers_are_values(string word, bool isOption) => Assert.Equal(isOption, CommandLineGuard.IsOption(word));

    [Theory]
    [InlineData("Deploy --region eu-central-1 --sandbox", null)]
    [InlineData("Deploy --Region eu-central-1", null)]
    [InlineData("deploy --FailOn high", null)]
    [InlineData("Test Image --skip Test", null)]
    [InlineData("--help", null)]
    [InlineData("Deploy --sandbox true --region eu-central-1", null)]
    [InlineData("Deploy --skip", null)]
    [InlineData("Deploy --skip Test Image", null)]
    [InlineData("Preseed --from -", null)]
    [InlineData("Preseed --from=-", null)]
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
    [InlineData("-1", "There is no target -1.")]
    [InlineData("Deploy --sandbox true false", "'false' after --sandbox means nothing")]
    [InlineData("Deploy --region eu-central-1 --Region eu-west-2", "The option --region is given twice.")]
    [InlineData("Deploy --allow-destroy a_b.c --allow-destroy a_b.d", "with all its values behind it")]
    public void Typing_errors_end_the_run_and_name_the_nearest(string line, string? expected)
    {
        var words = CommandLineGuard.Normalize(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), None);
        var problem = CommandLineGuard.Read(words, SampleSurface.Options, SampleSurface.Targets).Problem;
        if (expected is null) Assert.Null(problem);
        else Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_far_away_word_suggests_nothing() => Assert.Null(CommandLineGuard.FindNearest("xyz", SampleSurface.Targets));
}
