using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.CommandLine;

/// <summary><c>build.sh</c> and <c>build.ps1</c> do the same; the latter is run by the engine of PowerShell itself.</summary>
[Trait("Suite", "e2e")]
public sealed class BootstrapTests(BootstrapTests.Copy copy) : IClassFixture<BootstrapTests.Copy>
{
    private const string Sh = "build.sh";
    private const string Ps = "build.ps1";

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task Compiles_once_and_asks_the_feed_once(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        var first = (await bootstrap.RunAsync("--help")).ExitsWith(success: true);
        Assert.Contains("Packages: stand-ins for Nuke.* (the feed lacks Nuke.Common); stand-ins for AWSSDK.* (the feed lacks AWSSDK.ECS).\n", first.Output, StringComparison.Ordinal);
        Assert.Contains("Compiling the build.", first.Output, StringComparison.Ordinal);

        var second = (await bootstrap.RunAsync("--help")).ExitsWith(success: true);
        Assert.StartsWith("argument [--help]", second.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "asked build/Bootstrap/NukePackages.csproj", "asked build/Bootstrap/AwsPackages.csproj", "asked build/Bootstrap/ReadyToRun.csproj",
                "compiled -p:UseNukePolyfills=true -p:UseAwsPolyfills=true",
            ],
            bootstrap.Calls);
    }

    [Theory]
    [InlineData(Sh, "build/_build/Build.cs")]
    [InlineData(Ps, "build/_build/Build.cs")]
    [InlineData(Sh, "Directory.Packages.props")]
    [InlineData(Ps, "Directory.Packages.props")]
    [InlineData(Sh, "global.json")]
    [InlineData(Ps, "global.json")]
    public async Task A_changed_input_is_compiled_again(string script, string input)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        (await bootstrap.RunAsync()).ExitsWith(success: true);

        File.SetLastWriteTimeUtc(copy.Repository.PathOf(input), DateTime.UtcNow.AddMinutes(-1));
        (await bootstrap.RunAsync()).ExitsWith(success: true);
        (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(2, bootstrap.Compilations);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task A_file_of_no_account_is_not_compiled(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        (await bootstrap.RunAsync()).ExitsWith(success: true);

        File.SetLastWriteTimeUtc(copy.Repository.PathOf("README.md"), DateTime.UtcNow);
        (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(1, bootstrap.Compilations);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task What_did_not_compile_is_compiled_again(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Break(true);
        var broken = (await bootstrap.RunAsync()).ExitsWith(success: false);
        Assert.Contains("error CS0000: broken", broken.Output, StringComparison.Ordinal);
        Assert.Contains($"{script}: the build does not compile", broken.Output, StringComparison.Ordinal);

        bootstrap.Break(false);
        (await bootstrap.RunAsync()).ExitsWith(success: true);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task Arguments_reach_the_build_as_they_are(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);

        string[] arguments = ["Deploy", "--region=eu-central-1", "--environment", "two words", "", "a\"b", "$HOME", "Test+Scan", "-x:y"];
        var run = (await bootstrap.RunAsync([.. arguments, "--use-polyfills=true"])).ExitsWith(success: true);

        Assert.Equal(arguments.Select(x => $"argument [{x}]"), run.Output.Split('\n').Where(x => x.StartsWith("argument ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task The_exit_code_is_the_build_s(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Environment["STANDIN_EXIT_CODE"] = "255";

        Assert.Equal(255, (await bootstrap.RunAsync("Deploy")).ExitCode);
        Assert.Equal(255, (await bootstrap.RunAsync("Deploy")).ExitCode);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task The_build_gets_its_root_and_no_variable_that_NUKE_would_take_for_a_parameter(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Environment["HOST"] = "machine";
        bootstrap.Environment["ta_rget"] = "x86";
        bootstrap.Environment["NUKE_HOST"] = "Terminal";
        bootstrap.Environment["NUKE_ROOT"] = "/elsewhere";

        var run = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.EndsWith(
            $"at {bootstrap.WorkingDirectory}\nDOTNET_NOLOGO=1\nNUGET_CERT_REVOCATION_MODE=offline\nNUKE_HOST=Terminal\nNUKE_ROOT={copy.Repository.Folder}",
            run.Output.Split("\nAsking")[0].Trim(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sh, true, null, "online")]
    [InlineData(Ps, true, null, "online")]
    [InlineData(Sh, true, "offline", "offline")]
    [InlineData(Ps, true, "offline", "offline")]
    [InlineData(Sh, false, null, "offline")]
    [InlineData(Ps, false, null, "offline")]
    [InlineData(Sh, false, "online", "online")]
    [InlineData(Ps, false, "online", "online")]
    public async Task Revoked_certificates_are_asked_for_where_their_authority_is_in_reach(string script, bool inReach, string? told, string expected)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        using var wayOut = inReach ? WayOut.Open() : WayOut.Shut();
        bootstrap.Environment["http_proxy"] = wayOut.Address;
        bootstrap.Environment["NUGET_CERT_REVOCATION_MODE"] = told;

        var compiling = (await bootstrap.RunAsync()).ExitsWith(success: true);
        var compiled = (await bootstrap.RunAsync()).ExitsWith(success: true);

        foreach (var run in new[] { compiling, compiled })
            Assert.Contains($"NUGET_CERT_REVOCATION_MODE={expected}\n", run.Output, StringComparison.Ordinal);
        Assert.Equal([expected, expected, expected, expected], bootstrap.Lookups);
    }

    [Theory]
    [InlineData(Sh, "false")]
    [InlineData(Ps, "false")]
    [InlineData(Sh, "true")]
    [InlineData(Ps, "true")]
    public async Task Packages_are_as_the_option_or_the_variable_says(string script, string value)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        (await bootstrap.RunAsync("--use-polyfills", value)).ExitsWith(success: true);
        bootstrap.Environment["NOTEJAM_POLYFILLS"] = value;
        (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal([$"compiled -p:UseNukePolyfills={value} -p:UseAwsPolyfills={value}"], bootstrap.Calls.Where(call => !call.StartsWith("asked", StringComparison.Ordinal)));
        Assert.Contains($"<UseNukePolyfills>{value}</UseNukePolyfills><UseAwsPolyfills>{value}</UseAwsPolyfills>", await File.ReadAllTextAsync(copy.Repository.PathOf(".nuke/temp/polyfills.props")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sh, "--use-polyfills maybe", "is 'maybe': give true or false.")]
    [InlineData(Ps, "--use-polyfills maybe", "is 'maybe': give true or false.")]
    [InlineData(Sh, "Deploy --use-polyfills", "--use-polyfills needs a value: true or false.")]
    [InlineData(Ps, "Deploy --use-polyfills", "--use-polyfills needs a value: true or false.")]
    public async Task A_wrong_option_of_the_bootstrap_ends_with_one_line(string script, string arguments, string expected)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);

        var run = await bootstrap.RunAsync(arguments.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, Assert.Single(run.Output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(bootstrap.Calls);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task The_SDK_is_fetched_where_it_is_missing_and_the_build_finds_the_same_one(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.RemoveSdk();
        bootstrap.OfferInstaller();

        var first = (await bootstrap.RunAsync()).ExitsWith(success: true);
        var second = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Contains("Fetching the .NET SDK 10.0.", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Fetching", second.Output, StringComparison.Ordinal);
        foreach (var run in new[] { first, second })
            Assert.Contains($"DOTNET_ROOT={copy.Repository.PathOf(".nuke/temp/dotnet-sdk")}\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task An_SDK_that_cannot_be_fetched_is_one_message(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.RemoveSdk();

        var run = await bootstrap.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Matches($@"\A.*Fetching the .NET SDK [\d.]+\.\n{script}: the .NET SDK [\d.]+ or a later 10.0 is missing and cannot be fetched: install it .*\n?\z", run.Output);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task Of_several_at_once_one_compiles(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);

        foreach (var run in await Task.WhenAll(bootstrap.RunAsync(), bootstrap.RunAsync(), bootstrap.RunAsync())) run.ExitsWith(success: true);

        Assert.Equal(1, bootstrap.Compilations);
    }

    public sealed class Copy : IAsyncLifetime
    {
        public RepositoryCopy Repository { get; private set; } = null!;

        public async Task InitializeAsync() => Repository = await RepositoryCopy.CreateAsync(compiled: false);

        public Task DisposeAsync()
        {
            Repository.Dispose();
            return Task.CompletedTask;
        }
    }
}
