using Notejam.Machine.Host;
using Notejam.Machine.Tests.Support;
using Notejam.Machine.Tools;

namespace Notejam.Machine.Tests.Tools;

public sealed class TerraformTests : IDisposable
{
    private const string Provider = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws";
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    [Theory]
    [InlineData("opt/some-plugins")]
    [InlineData("opt/a/b/mirror")]
    [InlineData("home/.terraform.d/plugins")]
    [InlineData("home/.local/share/terraform/plugins")]
    public void A_mirror_is_found_where_it_usually_is(string place)
    {
        _folder.Write($"{place}/{Provider}", "");

        Assert.Equal(Path.Combine(_folder.Path, place), Mirror().Find());
    }

    [Fact]
    public void The_plugin_cache_that_the_user_names_comes_first()
    {
        _folder.Write($"opt/found/{Provider}", "");
        _folder.Write($"cache/{Provider}", "");
        _variables["TF_PLUGIN_CACHE_DIR"] = Path.Combine(_folder.Path, "cache");

        Assert.Equal(_variables["TF_PLUGIN_CACHE_DIR"], Mirror().Find());
    }

    [Theory]
    [InlineData("opt/a/b/c/d/too-deep/" + Provider)]
    [InlineData("opt/other/registry.terraform.io/hashicorp/random/3.0.0/x")]
    public void What_is_too_deep_or_another_provider_is_no_mirror(string file)
    {
        _folder.Write(file, "");

        Assert.Null(Mirror().Find());
    }

    [Fact]
    public void Our_file_names_the_mirror_when_the_variable_names_no_file()
    {
        _folder.Write($"opt/plugins/{Provider}", "");
        _variables["TF_CLI_CONFIG_FILE"] = Path.Combine(_folder.Path, "does-not-exist");

        var file = Assert.Single(Environment()).Value!;

        Assert.Contains($"\"{_folder.Path}/opt/plugins\"", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_our_file_while_it_is_settled_again_finds_it_whole()
    {
        _folder.Write($"opt/plugins/{Provider}", "");
        var file = Assert.Single(Environment()).Value!;
        var settled = false;
        // Two stacks of one run are prepared side by side, and Terraform reads the file for the first meanwhile.
        var settling = Task.Run(() =>
        {
            for (var time = 0; time < 200; time++) Environment();
            Volatile.Write(ref settled, true);
        });

        while (!Volatile.Read(ref settled)) Assert.Contains("filesystem_mirror", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        await settling;
        Assert.Equal(["terraform.rc"], Directory.EnumerateFiles(Path.GetDirectoryName(file)!).Select(Path.GetFileName));
    }

    [Fact]
    public void A_users_file_that_says_how_providers_are_installed_is_left_in_force()
    {
        _folder.Write($"opt/plugins/{Provider}", "");
        _folder.Write("home/.terraformrc", "provider_installation {\n  direct {}\n}\n");

        Assert.Empty(Environment());
    }

    [Fact]
    public void The_rest_of_a_users_file_stays_in_force()
    {
        _folder.Write($"opt/plugins/{Provider}", "");
        _folder.Write("home/.terraformrc", "disable_checkpoint = true\n");

        var text = File.ReadAllText(Assert.Single(Environment()).Value!);

        Assert.StartsWith("disable_checkpoint = true\n", text, StringComparison.Ordinal);
        Assert.Contains("filesystem_mirror", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provider_installation {\n  dev_overrides {\n    \"hashicorp/aws\" = \"/src\"\n  }\n  direct {}\n}\n", true)]
    [InlineData("provider_installation { dev_overrides { \"hashicorp/aws\" = \"/src\" }\n direct {} }\n", true)]
    [InlineData("# dev_overrides {\nprovider_installation {\n  direct {}\n}\n", false)]
    public void A_provider_that_no_lock_file_knows_plans_nothing(string text, bool refused)
    {
        _folder.Write("home/.terraformrc", text);
        var exception = Record.Exception(() => Environment());
        Assert.Equal(refused, exception is MachineException { Message: var message } && message.Contains("home/.terraformrc has dev_overrides", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_mirror_a_variable_that_names_no_file_is_removed()
    {
        _variables["TF_CLI_CONFIG_FILE"] = Path.Combine(_folder.Path, "does-not-exist");

        Assert.Equal(new Dictionary<string, string?> { ["TF_CLI_CONFIG_FILE"] = null }, Environment());
    }

    [Fact]
    public void Without_a_mirror_and_a_variable_nothing_is_changed() => Assert.Empty(Environment());

    public void Dispose() => _folder.Dispose();

    private HostFacts Host() => _folder.Debian(root: false) with { Variable = name => _variables.GetValueOrDefault(name) };

    private TerraformMirror Mirror() => new(Host()) { Roots = [Path.Combine(_folder.Path, "opt")] };

    private IReadOnlyDictionary<string, string?> Environment() =>
        new TerraformCliConfig(Host(), Mirror()).Environment(Path.Combine(_folder.Path, "work"));
}
