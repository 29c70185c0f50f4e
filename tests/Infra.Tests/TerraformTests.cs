using System.Text.RegularExpressions;
using Notejam.Machine.Processes;

namespace Notejam.Infra.Tests;

[Trait("Suite", "wire")]
public sealed partial class TerraformTests(TerraformFixture terraform) : IClassFixture<TerraformFixture>
{
    public static TheoryData<string> Modules => InfraFolder.Modules;

    public static TheoryData<string> Stacks => InfraFolder.Stacks;

    [Fact]
    public async Task Everything_is_formatted()
    {
        var result = await terraform.RunAsync(".", "fmt", "-check", "-recursive", "-diff", "-no-color");

        AssertSucceeded(result);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task A_module_passes_its_own_tests(string module)
    {
        AssertSucceeded(await terraform.RunAsync($"modules/{module}", "init", "-backend=false", "-input=false", "-no-color"));

        var result = await terraform.AskAsync($"modules/{module}", "test", "-no-color");

        AssertSucceeded(result);
        Assert.True(int.Parse(Passed().Match(result.Output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) >= 2, result.Output);
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public async Task A_stack_is_valid_with_the_locked_provider(string stack)
    {
        AssertSucceeded(await terraform.RunAsync($"stacks/{stack}", "init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly"));

        AssertSucceeded(await terraform.AskAsync($"stacks/{stack}", "validate", "-no-color"));
    }

    private static void AssertSucceeded(ProcessResult result) => Assert.True(result.Succeeded, result.Error + result.Output);

    [GeneratedRegex(@"Success! (\d+) passed, 0 failed\.")]
    private static partial Regex Passed();
}
