using System.Reflection;
using Notejam.Build.Hosting;
using Notejam.Pipeline.Options;
using Notejam.Pipeline.Options.Rules;

namespace Notejam.Build.Tests.Hosting;

/// <summary>What the build says that can be asked of it.</summary>
public sealed class CommandLineSurfaceTests
{
    private static readonly RequestPlace Here = new(FindRoot(), FindRoot());

    public static TheoryData<string> Options => [.. Build.Surface.Options.Select(option => option.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_parameter_of_the_build_says_what_it_takes()
    {
        var parameters = CommandLineSurface.OwnParameters(typeof(Build)).ToList();
        Assert.NotEmpty(parameters);
        Assert.Empty(parameters.Where(parameter => parameter.GetCustomAttribute<OptionRuleAttribute>() is null).Select(parameter => $"{parameter.DeclaringType!.Name}.{parameter.Name}"));
    }

    [Fact]
    public void A_switch_takes_true_or_false_and_nothing_else_does()
    {
        foreach (var option in Build.Surface.Options) Assert.Equal(option.Kind == OptionKind.Switch, option.Rule is SwitchAttribute);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Its_example_is_accepted_and_nonsense_is_not(string name)
    {
        var option = Build.Surface.Options.Single(option => option.Name == name);
        // Files of which there are none in the repository.
        if (option.Rule is not (InputFileAttribute or ProfileAttribute)) Assert.Null(option.Rule.FindProblem(option.Rule.Example, Here));
        foreach (var bad in new[] { "", " ", "\n", " " + option.Rule.Example, option.Rule.Example + "\n" })
            Assert.False(string.IsNullOrWhiteSpace(option.Rule.FindProblem(bad, Here)), $"--{name} takes '{bad}'");
    }

    [Theory]
    // Whose variables count where, and where not.
    [InlineData("rpo-hours", "VerifyBackups DrDrill Failover", "Deploy Backup Failback Destroy Test Sandbox Compose")]
    [InlineData("cost-ceiling", "DrDrill Failover", "VerifyBackups Deploy")]
    [InlineData("from", "Preseed", "Deploy Destroy")]
    [InlineData("confirm", "Destroy Failover Failback", "Deploy DrDrill")]
    [InlineData("fail-on", "Scan Deploy Rollout", "Test Image Destroy")]
    [InlineData("suite", "Test Image Deploy", "Destroy Sandbox")]
    [InlineData("region", "Preflight Image Deploy Destroy", "Test Sandbox Compose")]
    [InlineData("sandbox-endpoint", "Sandbox Deploy", "")]
    [InlineData("watch", "Compose", "Deploy Sandbox")]
    public void An_option_is_used_by_the_targets_that_its_component_makes(string name, string users, string others)
    {
        var targets = Build.Surface.Options.Single(option => option.Name == name).Targets!;
        Assert.All(users.Split(' '), target => Assert.Contains(target, targets));
        Assert.All(others.Split(' ', StringSplitOptions.RemoveEmptyEntries), target => Assert.DoesNotContain(target, targets));
    }

    [Fact]
    public void The_options_of_NUKE_count_for_all_targets()
    {
        foreach (var name in new[] { "target", "skip", "help", "plan", "verbosity", "host", "profile", "root", "continue", "no-logo" })
            Assert.Null(Build.Surface.Options.Single(option => option.Name == name).Targets);
    }

    [Theory]
    [InlineData("verbosity", "Quiet", true)]
    [InlineData("verbosity", "7", false)]
    [InlineData("verbosity", "loud", false)]
    [InlineData("host", "Terminal", true)]
    [InlineData("host", "githubactions", true)]
    [InlineData("host", "buildbox.example.com", false)]
    [InlineData("skip", "Test", true)]
    [InlineData("skip", "Tset", false)]
    [InlineData("rto-minutes", "90", true)]
    [InlineData("rto-minutes", "1.5", false)]
    [InlineData("time-ceiling", "0", false)]
    [InlineData("migration-ceiling", "1", true)]
    [InlineData("migration-ceiling", "1440", true)]
    [InlineData("migration-ceiling", "0", false)]
    [InlineData("migration-ceiling", "-1", false)]
    [InlineData("migration-ceiling", "1441", false)]
    [InlineData("migration-ceiling", "1,5", false)]
    [InlineData("rpo-hours", "1.5", true)]
    [InlineData("rpo-hours", "1,5", false)]
    [InlineData("cost-ceiling", "0", true)]
    [InlineData("cost-ceiling", "0.01", true)]
    [InlineData("cost-ceiling", "0,01", false)]
    public void A_value_is_accepted_or_not(string name, string value, bool isOne) =>
        Assert.Equal(isOne, Build.Surface.Options.Single(option => option.Name == name).Rule.FindProblem(value, Here) is null);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "infra", "environments"))) return folder.FullName;
        throw new InvalidOperationException("This is not the repository.");
    }
}
