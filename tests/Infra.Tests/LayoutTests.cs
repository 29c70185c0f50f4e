using System.Globalization;
using System.Text.RegularExpressions;

namespace Notejam.Infra.Tests;

public sealed partial class LayoutTests
{
    public static TheoryData<string> Modules => InfraFolder.Modules;

    public static TheoryData<string> Stacks => InfraFolder.Stacks;

    public static TheoryData<string> Configurations => InfraFolder.Configurations;

    public static TheoryData<string> Environments => InfraFolder.Environments;

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_has_its_five_files_and_tests(string module)
    {
        var folder = Path.Combine(InfraFolder.Path, "modules", module);

        var missing = new[] { "main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", $"tests/{module}.tftest.hcl" }
            .Where(file => !File.Exists(Path.Combine(folder, file)));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_variable_is_typed_and_described(string configuration)
    {
        var variables = HclBlocks.Of(InfraFolder.TextOf(configuration), "variable");

        Assert.NotEmpty(variables);
        Assert.Empty(variables.Where(variable => !variable.Value.Contains("  description = \"", StringComparison.Ordinal)).Select(variable => variable.Key));
        Assert.Empty(variables.Where(variable => !variable.Value.Contains("  type ", StringComparison.Ordinal)).Select(variable => variable.Key));
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_output_is_described(string configuration)
    {
        var outputs = HclBlocks.Of(InfraFolder.TextOf(configuration), "output");

        Assert.NotEmpty(outputs);
        Assert.Empty(outputs.Where(output => !output.Value.Contains("  description = \"", StringComparison.Ordinal)).Select(output => output.Key));
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_modules_readme_names_every_required_variable(string module)
    {
        var readme = File.ReadAllText(Path.Combine(InfraFolder.Path, "modules", module, "README.md"));
        var unnamed = HclBlocks.Of(InfraFolder.TextOf($"modules/{module}"), "variable")
            .Where(variable => !variable.Value.Contains("  default ", StringComparison.Ordinal))
            .Select(variable => variable.Key)
            .Where(name => !readme.Contains(name, StringComparison.Ordinal));

        Assert.Empty(unnamed);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void An_environment_sets_only_variables_of_the_region_stack(string file)
    {
        var declared = HclBlocks.Of(InfraFolder.TextOf("stacks/region"), "variable").Keys;
        var assigned = HclBlocks.AssignedNames(File.ReadAllText(Path.Combine(InfraFolder.Path, "environments", file)));

        Assert.NotEmpty(assigned);
        Assert.Empty(assigned.Except(declared));
        Assert.Equal(assigned.Count, assigned.Distinct().Count());
    }

    [Theory]
    [InlineData("recovery", "alert_emails", "permissions_boundary_name", "domain_name", "zone_id", "mail_host", "mail_port", "mail_encryption", "mail_from")]
    [InlineData("backup", "alert_emails", "permissions_boundary_name")]
    public void What_an_environment_shares_every_stack_that_gets_it_declares(string stack, params string[] names)
    {
        Assert.Empty(names.Except(HclBlocks.Of(InfraFolder.TextOf($"stacks/{stack}"), "variable").Keys));
        Assert.Empty(names.Except(HclBlocks.Of(InfraFolder.TextOf("stacks/region"), "variable").Keys));
    }

    [Fact]
    public void The_databases_windows_are_an_hour_or_more_from_every_backup()
    {
        // Of AWS Backup's plan, which starts within an hour of its time, and of the workflow.
        var rule = Assert.Single(CronHour().Matches(InfraFolder.TextOf("stacks/backup")));
        var workflow = Assert.Single(WorkflowTime().Matches(File.ReadAllText(Path.Combine(InfraFolder.Root, ".github", "workflows", "backups.yml"))));
        int[] backups = [60 * int.Parse(rule.Groups["hour"].Value, CultureInfo.InvariantCulture), 60 * int.Parse(workflow.Groups["hour"].Value, CultureInfo.InvariantCulture) + int.Parse(workflow.Groups["minute"].Value, CultureInfo.InvariantCulture)];
        var windows = WindowTime().Matches(InfraFolder.TextOf("modules/database")).Select(match => (From: Minutes(match, "from"), Until: Minutes(match, "until"))).ToList();

        Assert.True(windows.Count >= 2);
        // Around midnight: the minutes from a backup's start to the window, and from the window's end to it.
        Assert.All(windows, window => Assert.All(backups, backup => Assert.True((window.From - backup + 1440) % 1440 >= 120 && (backup - window.Until + 1440) % 1440 >= 60)));

        static int Minutes(Match match, string end) => 60 * int.Parse(match.Groups[end + "Hour"].Value, CultureInfo.InvariantCulture) + int.Parse(match.Groups[end + "Minute"].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Every_workflow_takes_one_version_of_Terraform()
    {
        var steps = Directory.EnumerateFiles(Path.Combine(InfraFolder.Root, ".github", "workflows"), "*.yml").SelectMany(file => File.ReadAllText(file).Split("- uses: ").Where(step => step.StartsWith("hashicorp/setup-terraform@", StringComparison.Ordinal))).ToList();

        Assert.Equal(6, steps.Count);
        Assert.Equal(["1.11.4"], steps.Select(step => TerraformVersion().Match(step).Groups["version"].Value).Distinct());
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void A_stack_locks_the_provider_for_every_platform(string stack)
    {
        var text = File.ReadAllText(Path.Combine(InfraFolder.Path, "stacks", stack, ".terraform.lock.hcl"));

        // "zh" hashes are of the packages of all platforms; "h1" alone would be of the platform that wrote the file.
        Assert.Contains("\"zh:", text, StringComparison.Ordinal);
        Assert.Contains("\"h1:", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_region_stack_outputs_what_the_pipeline_reads()
    {
        string[] expected =
        [
            "region", "environment", "account_id", "repository_name", "repository_url", "cluster_name", "service_name", "container_name",
            "container_port", "desired_count", "task_definition_template", "subnet_ids", "security_group_ids", "assign_public_ip",
            "application_name", "deployment_group_name", "production_listener_arn", "test_listener_arn", "target_group_names",
            "load_balancer_dns_name", "url", "test_url", "database_identifier", "log_group_name", "rollout_hooks",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), HclBlocks.Of(InfraFolder.TextOf("stacks/region"), "output").Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("drill")]
    [InlineData("failover")]
    public void The_recovery_stack_outputs_all_that_is_put_beside_a_restored_database(string stack)
    {
        var outputs = HclBlocks.Of(InfraFolder.TextOf("stacks/recovery"), "output").Keys;
        var standing = HclBlocks.Of(InfraFolder.TextOf($"stacks/{stack}"), "variable")["standing"];
        var given = standing.Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0].Trim()).ToList();

        Assert.True(given.Count > 10, standing);
        Assert.Empty(given.Except(outputs));
    }

    [Fact]
    public void A_failover_is_made_as_it_was_rehearsed()
    {
        static IReadOnlyList<string> Arguments(string stack) => HclBlocks.AssignedNames(HclBlocks.Of(InfraFolder.TextOf($"stacks/{stack}"), "module")["recovered"].Replace("\n  ", "\n", StringComparison.Ordinal));

        Assert.True(Arguments("drill").Count > 10);
        Assert.Equal(["domain_name", "zone_id", "certificate_arn"], Arguments("failover").Except(Arguments("drill")));
        Assert.Empty(Arguments("drill").Except(Arguments("failover")));
        Assert.Equal(["domain_name"], HclBlocks.Of(InfraFolder.TextOf("stacks/failover"), "output").Keys.Except(HclBlocks.Of(InfraFolder.TextOf("stacks/drill"), "output").Keys));
        Assert.Empty(HclBlocks.Of(InfraFolder.TextOf("stacks/drill"), "output").Keys.Except(HclBlocks.Of(InfraFolder.TextOf("stacks/failover"), "output").Keys));
    }

    [Fact]
    public void A_restored_database_gets_the_parameters_that_the_primary_has()
    {
        static List<string> Parameters(string module) => [.. ParameterLine().Matches(InfraFolder.TextOf($"modules/{module}")).Select(match => $"{match.Groups["name"]} = {match.Groups["value"]}").Order(StringComparer.Ordinal)];

        Assert.Equal(5, Parameters("database").Count);
        Assert.Equal(Parameters("database"), Parameters("recovery"));
    }

    [Fact]
    public void No_configuration_knows_an_endpoint_an_account_or_a_key()
    {
        string[] forbidden = ["127.0.0.1", "localhost", "access_key", "secret_key = \"", "skip_credentials_validation", "endpoints {"];
        var texts = InfraFolder.ConfigurationNames.Select(InfraFolder.TextOf);

        Assert.Empty(texts.SelectMany(text => forbidden.Where(word => text.Contains(word, StringComparison.Ordinal))));
    }

    [GeneratedRegex(@"default = \{\n +daily = \{ schedule = ""cron\(0 (?<hour>\d+) ")]
    private static partial Regex CronHour();

    [GeneratedRegex(@"- cron: ""(?<minute>\d+) (?<hour>\d+) ")]
    private static partial Regex WorkflowTime();

    [GeneratedRegex(@"default     = ""(?:[a-z]{3}:)?(?<fromHour>\d\d):(?<fromMinute>\d\d)-(?:[a-z]{3}:)?(?<untilHour>\d\d):(?<untilMinute>\d\d)""")]
    private static partial Regex WindowTime();

    [GeneratedRegex(@"terraform_version: (?<version>[0-9.]+)")]
    private static partial Regex TerraformVersion();

    [GeneratedRegex("""^ *"(?<name>rds\.[a-z_]+|log_[a-z_]+)" *= *(?<value>.+)$""", RegexOptions.Multiline)]
    private static partial Regex ParameterLine();
}
