using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.CommandLine;

/// <summary>Other people's machines, as the bootstrap meets them: shells, variables, folders, and the place of the clone.</summary>
[Trait("Suite", "e2e")]
public sealed class BootstrapSurroundingsTests(BootstrapTests.Copy copy, TurkishLocale turkish) : IClassFixture<BootstrapTests.Copy>, IClassFixture<TurkishLocale>
{
    private const string Sh = "build.sh";
    private const string Ps = "build.ps1";

    // {0} is the folder in which the script runs.
    [Theory]
    [InlineData("CDPATH", ".:..:/:{0}")]
    [InlineData("BASH_ENV", "{0}/start-up")]
    [InlineData("ENV", "{0}/start-up")]
    [InlineData("POSIXLY_CORRECT", "1")]
    [InlineData("GREP_OPTIONS", "-v")]
    [InlineData("IFS", "/e")]
    [InlineData("GLOBIGNORE", "*")]
    [InlineData("BASHOPTS", "failglob:nocaseglob:extdebug")]
    [InlineData("SHELLOPTS", "braceexpand:errexit:hashall:interactive-comments:noclobber:noglob:nounset:pipefail:posix")]
    [InlineData("BASH_FUNC_cd%%", "() { builtin cd \"$@\" && pwd && ls; }")]
    [InlineData("BASH_FUNC_find%%", "() { echo found; }")]
    [InlineData("BASH_FUNC_printf%%", "() { echo printed; }")]
    [InlineData("BASH_FUNC_command%%", "() { echo commanded; }")]
    [InlineData("BASH_FUNC_dotnet%%", "() { echo dotted; }")]
    public async Task What_a_shell_hands_on_changes_nothing(string variable, string value)
    {
        using var bootstrap = new Bootstrap(copy.Repository, Sh);
        await File.WriteAllTextAsync(Path.Combine(bootstrap.WorkingDirectory, "start-up"), "cd() { builtin cd \"$@\" && pwd; }\nset -o noclobber -o noglob -o nounset\nshopt -s failglob\nalias printf=false\n");
        bootstrap.Environment[variable] = value.Replace("{0}", bootstrap.WorkingDirectory, StringComparison.Ordinal);
        bootstrap.Environment["STANDIN_SHOWN"] = "SHELLOPTS|BASHOPTS|BASH_ENV|CDPATH";

        (await bootstrap.RunAsync("--help")).ExitsWith(success: true);
        var second = (await bootstrap.RunAsync("--help")).ExitsWith(success: true);

        Assert.StartsWith("argument [--help]\nat ", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\nhas ", second.Output, StringComparison.Ordinal);
        Assert.Equal(1, bootstrap.Compilations);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("sh")]
    [InlineData("dash")]
    public async Task Whichever_shell_is_given_the_script_bash_runs_it(string shell)
    {
        using var bootstrap = new Bootstrap(copy.Repository, Sh) { Shell = shell };

        var run = (await bootstrap.RunAsync("Deploy", "two words", "")).ExitsWith(success: true);

        Assert.Contains("argument [Deploy]\nargument [two words]\nargument []\n", run.Output, StringComparison.Ordinal);
    }

    // A program whose output is closed gets the next file that it opens in its place, and writes into that.
    [Theory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task What_the_caller_has_closed_is_open_for_the_build(string closed)
    {
        using var bootstrap = new Bootstrap(copy.Repository, Sh) { Closed = closed };
        var file = Path.Combine(bootstrap.WorkingDirectory, "descriptors");
        (bootstrap.Environment["STANDIN_DESCRIPTORS"], bootstrap.Environment["STANDIN_EXIT_CODE"]) = (file, "7");

        for (var run = 1; run <= 2; run++)
        {
            Assert.Equal(7, (await bootstrap.RunAsync("--help")).ExitCode);
            Assert.Equal(" in out error\n", await File.ReadAllTextAsync(file));
            Assert.Equal(1, bootstrap.Compilations);
        }
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_told_in_one_line()
    {
        using var bootstrap = new Bootstrap(copy.Repository, Sh) { IsNowhere = true };

        var run = await bootstrap.RunAsync("--help");

        Assert.Equal(1, run.ExitCode);
        // bash itself has something to say before it reads the script.
        Assert.EndsWith("build.sh: the folder that you are in does not exist any more: change to one that does.\n", run.Output, StringComparison.Ordinal);
        Assert.Empty(bootstrap.Calls);
    }

    [Theory]
    [InlineData(Sh, false)]
    [InlineData(Sh, true)]
    [InlineData(Ps, false)]
    [InlineData(Ps, true)]
    public async Task A_link_to_the_script_is_the_script(string script, bool relative)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        string first = Path.Combine(bootstrap.WorkingDirectory, "first-" + script), second = Path.Combine(bootstrap.WorkingDirectory, "second-" + script);
        var target = copy.Repository.PathOf(script);
        File.CreateSymbolicLink(first, relative ? Path.GetRelativePath(bootstrap.WorkingDirectory, target) : target);
        File.CreateSymbolicLink(second, relative ? Path.GetFileName(first) : first);
        bootstrap.Link = second;

        var run = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Contains($"NUKE_ROOT={copy.Repository.Folder}\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task No_variable_is_taken_for_a_property_of_MSBuild(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        string[] names = ["Configuration", "platform", "OUTPUTPATH", "ArtifactsPath", "UsePolyfills", "UseAwsPolyfills", "AwsModels", "VersionPrefix", "MSBuildSDKsPath", "PublishDir", "DirectoryBuildPropsPath", "RuntimeIdentifier"];
        foreach (var name in names) bootstrap.Environment[name] = "odd";
        bootstrap.Environment["STANDIN_SHOWN"] = string.Join('|', names) + "|Unrelated";
        bootstrap.Environment["Unrelated"] = "kept";

        var run = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(["has Unrelated=kept"], run.Output.Split('\n').Where(line => line.StartsWith("has ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task Variables_are_told_by_their_names_in_a_Turkish_locale_too(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        foreach (var (name, value) in turkish.Variables) bootstrap.Environment[name] = value;
        // Names of MSBuild's properties and NUKE's parameters, with each i in the other case.
        string[] names = ["CONFIGURATION", "runtimeidentifier", "VERSIONPREFIX", "PARTITION", "PROFILE", "VERBOSITY"];
        foreach (var name in names) bootstrap.Environment[name] = "odd";
        bootstrap.Environment["STANDIN_SHOWN"] = string.Join('|', names) + "|LC_ALL";

        var run = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(["has LC_ALL=tr_TR.UTF-8"], run.Output.Split('\n').Where(line => line.StartsWith("has ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Sh, "GIT_DIR", "/nonexistent/other/.git")]
    [InlineData(Ps, "GIT_DIR", "/nonexistent/other/.git")]
    [InlineData(Sh, "DOTNET_ROOT", "/nonexistent/dotnet")]
    [InlineData(Ps, "DOTNET_ROOT", "/nonexistent/dotnet")]
    public async Task Variables_that_lead_to_another_place_change_nothing(string script, string variable, string value)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Environment[variable] = value;

        (await bootstrap.RunAsync("--help")).ExitsWith(success: true);
        var second = (await bootstrap.RunAsync("--help")).ExitsWith(success: true);

        Assert.StartsWith("argument [--help]\nat ", second.Output, StringComparison.Ordinal);
        Assert.Contains($"NUKE_ROOT={copy.Repository.Folder}", second.Output, StringComparison.Ordinal);
        Assert.Equal(1, bootstrap.Compilations);
    }

    [Theory]
    [InlineData(Sh, "TMPDIR", "/nonexistent/folder", "temporary files cannot be written to /nonexistent/folder")]
    [InlineData(Ps, "TMPDIR", "/proc/nonexistent", "temporary files cannot be written to /proc/nonexistent")]
    [InlineData(Sh, "HOME", "/dev/null", "HOME is /dev/null, which cannot be written to")]
    [InlineData(Sh, "HOME", "/proc", "HOME is /proc, which cannot be written to")]
    public async Task A_folder_that_cannot_be_written_to_is_named_in_one_line(string script, string variable, string value, string expected)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Environment[variable] = value;

        var run = await bootstrap.RunAsync("--help");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{script}: {expected}", Assert.Single(run.Output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(bootstrap.Calls);
    }

    // PowerShell itself does not start without a home.
    [Fact]
    public async Task A_home_that_cannot_be_written_to_does_not_matter_where_dotnet_has_another()
    {
        using var bootstrap = new Bootstrap(copy.Repository, Sh);
        bootstrap.Environment["HOME"] = "/dev/null";
        bootstrap.Environment["DOTNET_CLI_HOME"] = bootstrap.Environment["NUGET_PACKAGES"] = bootstrap.WorkingDirectory;
        (await bootstrap.RunAsync()).ExitsWith(success: true);
    }

    [Theory]
    [InlineData(Sh)]
    [InlineData(Ps)]
    public async Task A_missing_home_is_that_of_the_user(string script)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        bootstrap.Environment["HOME"] = null;
        bootstrap.Environment["STANDIN_SHOWN"] = "HOME";

        var run = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Matches(@"(?m)^has HOME=/.+$", run.Output);
    }

    [Theory]
    [InlineData(Sh, ".nuke")]
    [InlineData(Ps, ".nuke")]
    [InlineData(Sh, ".nuke/temp")]
    [InlineData(Ps, ".nuke/temp")]
    public async Task A_file_in_the_place_of_its_folder_is_one_line(string script, string folder)
    {
        using var place = new Place("clone");
        using var bootstrap = new Bootstrap(place.Root, script);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(place.Root, folder))!);
        await File.WriteAllTextAsync(Path.Combine(place.Root, folder), "");

        var run = await bootstrap.RunAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(place.Root, ".nuke/temp/")}", run.Output, StringComparison.Ordinal);
        Assert.Contains("cannot be written to", Assert.Single(run.Output.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sh, true)]
    [InlineData(Sh, false)]
    [InlineData(Ps, true)]
    [InlineData(Ps, false)]
    public async Task A_folder_named_dotnet_is_no_program_and_a_relative_PATH_is_found(string script, bool folder)
    {
        using var bootstrap = new Bootstrap(copy.Repository, script);
        if (folder) Directory.CreateDirectory(Path.Combine(bootstrap.WorkingDirectory, "other", "dotnet"));
        bootstrap.PathPrefix = folder ? $"{bootstrap.WorkingDirectory}/other:" : ".:";

        (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(1, bootstrap.Compilations);
    }

    public static TheoryData<string, string> Refused
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var script in new[] { Sh, Ps })
                foreach (var name in new[] { "a'b", "a;b", "a,b", "a%b", "a%20b", "a\"b", "a\\b", "a*b", "a?b", "a|b", "a:b", "$(a)", "@(a)", "a\tb", "a\nb", "a\n" })
                    rows.Add(script, name);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_place_that_MSBuild_cannot_handle_is_refused_with_its_character(string script, string name)
    {
        using var place = new Place(name);
        using var bootstrap = new Bootstrap(place.Root, script);

        var run = await bootstrap.RunAsync();

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.Output.Trim().Split('\n'));
        Assert.StartsWith($"{script}: the path of this clone", line, StringComparison.Ordinal);
        Assert.Contains(name.Any(char.IsControl) ? "a control character" : name.Trim('a', 'b', '2', '0', ')'), line, StringComparison.Ordinal);
        Assert.Empty(bootstrap.Calls);
        // Nothing is written in or beside it.
        Assert.Equal([place.Root], Directory.GetFileSystemEntries(place.Folder));
        Assert.False(Path.Exists(Path.Combine(place.Root, ".nuke")));
    }

    [Theory]
    [InlineData(Sh, "C# (2) é 日本 & = ! ~ {x} [y] $z ^ + @ `")]
    [InlineData(Ps, "C# (2) é 日本 & = ! ~ {x} $z ^ + @")]
    [InlineData(Sh, "-a")]
    [InlineData(Sh, " a ")]
    [InlineData(Ps, " a ")]
    public async Task Any_other_place_will_do(string script, string name)
    {
        using var place = new Place(name);
        using var bootstrap = new Bootstrap(place.Root, script);

        (await bootstrap.RunAsync()).ExitsWith(success: true);
        var second = (await bootstrap.RunAsync()).ExitsWith(success: true);

        Assert.Equal(1, bootstrap.Compilations);
        Assert.Contains($"NUKE_ROOT={place.Root}\n", second.Output, StringComparison.Ordinal);
    }

    // What the scripts need of the repository, under a name.
    private sealed class Place : IDisposable
    {
        public Place(string name)
        {
            Root = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
            var source = RepositoryCopy.Root;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(source, "build", "Bootstrap")).Concat(new[] { Sh, Ps, "global.json", "Directory.Packages.props" }.Select(file => Path.Combine(source, file))))
            {
                var target = Path.Combine(Root, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("notejam-place-").FullName;

        public string Root { get; }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
