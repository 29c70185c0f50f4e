using Notejam.EndToEnd.Support;
using Notejam.Machine.Tests.Support;

namespace Notejam.EndToEnd.Field;

/// <summary>
/// Other people's machines: environment, options, profiles, permissions, proxies, locales and places. Each row ends as it
/// should, without a stack trace, and leaves the clone as it was. Nothing serves here, so there is no request to lose: rows
/// beside people's requests are chapters of the delivery's story.
/// </summary>
[Trait("Suite", "e2e")]
public sealed class OtherMachinesTests(OtherMachinesTests.World world, TurkishLocale turkish) : IClassFixture<OtherMachinesTests.World>, IClassFixture<TurkishLocale>
{
    private static readonly string[] Here = ["--region", "eu-central-1"];

    // {S} stands for the options of the sandbox, {C} in a variable for the clone's folder.
    private static readonly Dictionary<string, MachineRow> Rows = new(StringComparer.Ordinal)
    {
        // ---- Environment
        ["CDPATH is exported"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012") { Variables = Set(("CDPATH", ".:..:/")) },
        ["servers' own variables lead elsewhere"] = new(["Sandbox", "{S}"], 0, "the sandbox serves eu-central-1 and eu-west-2")
            { Variables = Set(("PYTHONHOME", "/nonexistent"), ("PGHOST", "/x"), ("ASPNETCORE_URLS", "http://0.0.0.0:1"), ("REGISTRY_STORAGE", "x")) },
        ["AWS's variables ask for a profile of a real account"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012")
            { Variables = Set(("AWS_PROFILE", "company"), ("AWS_ACCESS_KEY_ID", "AKIAREAL"), ("AWS_SECRET_ACCESS_KEY", "real"), ("AWS_USE_FIPS_ENDPOINT", "true")) },
        ["temporary files have no folder"] = new(["Preflight", .. Here, "{S}"], 1, "temporary files cannot be written to") { Variables = Set(("TMPDIR", "/nonexistent")), Arrange = Uncompiled },
        ["a Turkish locale"] = new(["Deploi", .. Here], 2, "There is no target Deploi. Did you mean Deploy?") { Variables = Set(("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")) },
        ["a Turkish locale, which bash knows too"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012")
            { Variables = Set(("LC_ALL", "tr_TR.UTF-8"), ("VERBOSITY", "nonsense"), ("PARTITION", "nonsense"), ("HELP", "true")) },
        ["git's folder is another repository, without a commit"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012")
            { Variables = Set(("GIT_DIR", "{C}/.nuke/temp/other/.git")), Arrange = MachineRow.Shell("git init --quiet .nuke/temp/other", "rm -rf .nuke/temp/other") },
        [".NET's folder is gone"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012") { Variables = Set(("DOTNET_ROOT", "/nonexistent/dotnet"), ("DOTNET_ROOT_X64", "/nonexistent/dotnet")) },
        ["a Thai calendar"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012") { Variables = Set(("LC_ALL", "th_TH.UTF-8")) },

        // ---- Options, from each place that they come from
        ["a decimal comma on the command line"] = new(["VerifyBackups", .. Here, "--rpo-hours", "1,5", "{S}"], 2, "--rpo-hours", "'1,5' is not a number of hours"),
        ["a negative number of hours in the environment"] = new(["VerifyBackups", .. Here, "{S}"], 2, "in the environment variable RPO_HOURS: '-1'") { Variables = Set(("RPO_HOURS", "-1")) },
        ["a word for a number in the file"] = new(["VerifyBackups", .. Here, "{S}"], 2, ".nuke/parameters.json", "'abc' is not a number of hours") { Arrange = Parameters("""{ "RpoHours": "abc" }""") },
        ["a name in the file that is nearly right"] = new(["VerifyBackups", .. Here, "{S}"], 2, "there is no parameter 'rpo-hours'. Did you mean RpoHours?") { Arrange = Parameters("""{ "rpo-hours": 5 }""") },
        ["a file of parameters that is cut off"] = new(["VerifyBackups", .. Here, "{S}"], 2, "parameters.json") { Arrange = Parameters("""{ "RpoHours": """) },
        ["a price with a decimal comma"] = new(["DrDrill", "--cost-ceiling", "0,01", "{S}"], 2, "--cost-ceiling", "'0,01' is not a number of US dollars"),
        ["a switch that is neither true nor false"] = new(["Deploy", .. Here, "--sandbox=maybe"], 2, "'maybe' is not true or false"),
        ["a ceiling of nothing"] = new(["Migrate", .. Here, "--migration-ceiling", "0", "{S}"], 2, "--migration-ceiling", "'0' is not a whole number of minutes from 1 to 1440"),

        // ---- Profiles
        ["a profile that does not exist"] = new(["Preflight", .. Here], 1, "There is no profile 'kesy'", "Did you mean keys?") { Arrange = Profiles("[profile keys]\naws_access_key_id = a\naws_secret_access_key = b"), Variables = Set(("AWS_PROFILE", "kesy")) },
        ["a session of SSO that is over"] = new(["Preflight", .. Here], 1, "aws sso login --profile work")
            { Arrange = Profiles("[profile work]\nsso_session = s\nsso_account_id = 123456789012\nsso_role_name = r\n[sso-session s]\nsso_region = eu-central-1\nsso_start_url = https://example.com/start"), Variables = Set(("AWS_PROFILE", "work")) },
        ["a credential_process that fails"] = new(["Preflight", .. Here], 1, "gets its credentials from a credential_process, which fails") { Arrange = Profiles("[profile broken]\ncredential_process = /bin/false"), Variables = Set(("AWS_PROFILE", "broken")) },
        ["a role that asks for a code"] = new(["Preflight", .. Here], 1, "asks for the code of an MFA device")
            { Arrange = Profiles("[profile keys]\naws_access_key_id = a\naws_secret_access_key = b\n[profile mfa]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = keys\nmfa_serial = arn:aws:iam::123456789012:mfa/me"), Variables = Set(("AWS_PROFILE", "mfa")) },

        // Keys of somebody else lie where the SDK would go on to.
        ["the files of profiles that are named are not there"] = new(["Preflight", .. Here], 1, "AWS_CONFIG_FILE names /nonexistent/config, which is not there", "AWS_SHARED_CREDENTIALS_FILE names /nonexistent/keys, which is not there")
            {
                Arrange = MachineRow.Shell("mkdir -p .nuke/temp/home/.aws; printf '[default]\\naws_access_key_id = a\\naws_secret_access_key = b\\n' | tee .nuke/temp/home/.aws/config > .nuke/temp/home/.aws/credentials", "rm -r .nuke/temp/home"),
                Variables = Set(("HOME", "{C}/.nuke/temp/home"), ("AWS_CONFIG_FILE", "/nonexistent/config"), ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/keys")),
            },

        // ---- Proxies
        ["a proxy of an unknown kind"] = new(["Preflight", .. Here], 1, "https_proxy names no proxy that can be used: 'nonsense' is no kind of proxy") { Variables = Set(("https_proxy", "nonsense://proxy.example")) },
        ["a proxy whose password breaks its address"] = new(["Preflight", .. Here], 1, "https_proxy names no proxy that can be used: what it holds is no address") { Variables = Set(("https_proxy", "http://me:p/ss@w@proxy.example:x")) },
        ["a proxy of no use, which the sandbox does not need"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012") { Variables = Set(("https_proxy", "nonsense://proxy.example")) },

        // ---- Folders and sources
        ["a file stands where the records go"] = new(["Preflight", .. Here, "{S}"], 1, "artifacts") { Arrange = MachineRow.Shell("rm -rf artifacts; touch artifacts", "rm -f artifacts") },
        ["the records' folder is read-only"] = new(["Preflight", .. Here, "{S}"], 1, "Read-only file system", "mounted read-only") { Arrange = MachineRow.Shell("mkdir -p artifacts; mount -t tmpfs -o ro none artifacts", "umount artifacts") },
        ["the records' disk is full"] = new(["Preflight", .. Here, "{S}"], 1, "No space left on device", "Make room") { Arrange = MachineRow.Shell("mkdir -p artifacts; mount -t tmpfs -o size=8k none artifacts; cat /dev/zero > artifacts/full || true", "umount artifacts") },
        ["a repository without a commit lies within"] = new(["Preflight", .. Here, "{S}"], 1, "does not have a commit checked out") { Arrange = MachineRow.Shell("git init --quiet nested; touch nested/a", "rm -rf nested") },
        ["a merge is not finished"] = new(["Preflight", .. Here, "{S}"], 1, "A merge is not finished: LICENSE has conflicts")
            {
                Arrange = MachineRow.Shell(
                    "git checkout --quiet -b theirs; echo theirs > LICENSE; git commit --quiet -am theirs; git checkout --quiet main; echo ours > LICENSE; git commit --quiet -am ours; ! git merge theirs > /dev/null",
                    "git merge --abort; git reset --quiet --hard HEAD~1; git branch --quiet -D theirs"),
            },
        ["line ends are guarded"] = new(["Preflight", .. Here, "{S}"], 0, "account 123456789012") { Arrange = MachineRow.Shell("git config core.safecrlf true; git config core.autocrlf input; printf 'a\\r\\nb\\n' > mixed.txt", "rm mixed.txt; git config --unset core.safecrlf; git config --unset core.autocrlf") },
        ["a link leads out of the application"] = new(["Image", "--skip", "Test", .. Here, "{S}"], 1, "app/Notejam/wwwroot/secret → /etc/passwd: this symbolic link leads out") { Arrange = MachineRow.Shell("ln -s /etc/passwd app/Notejam/wwwroot/secret", "rm app/Notejam/wwwroot/secret") },
    };

    public static IEnumerable<object[]> Names => Rows.Keys.Select(name => new object[] { name });

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_ends_as_it_should_where(string name)
    {
        var row = Rows[name];
        var undo = row.Arrange is { } arrange ? await arrange(world.Repository) : () => Task.CompletedTask;
        try
        {
            var run = await world.Build.RunAsync(new BuildCall([.. row.Command.SelectMany(word => word == "{S}" ? world.Sandbox : [word])]) { Variables = In(world.Repository, row.Variables) });
            run.ExitsWith(row.ExitCode).Says(row.Says);
        }
        finally
        {
            await undo();
        }

        Assert.Equal("", (await Programs.RunAsync("git", "-C", world.Repository.Folder, "status", "--porcelain")).Trim());
    }

    [Fact]
    public async Task The_secret_that_is_piped_is_the_one_that_is_kept()
    {
        const string First = "first-0123456789-abcdefghij-KLMNOPQRST", Second = "second-0123456789-abcdefghij-KLMNOPQRST";
        foreach (var (input, code, says, kept) in new[]
                 {
                     (Secret(First), 0, "created notejam-production/application in eu-central-1", First),
                     // It was leaked.
                     (Secret(Second), 0, "has new values", Second),
                     ("", 2, "Standard input is empty.", Second),
                     ($$"""{ "secret_key": "{{First}}", "secret_key": "{{First}}" }""", 2, "Standard input has a value twice", Second),
                     (Secret(First), 0, "has new values", First),
                 })
        {
            var run = await world.Build.RunAsync(new BuildCall(["Preseed", .. Here, "--from", "-", .. world.Sandbox]) { StandardInput = input });
            run.ExitsWith(code).Says(says);
            Assert.DoesNotContain("0123456789-abcdefghij", run.Output, StringComparison.Ordinal);
            Assert.Contains(kept, await world.RunAsync("aws", "secretsmanager", "get-secret-value", "--secret-id", "notejam-production/application", "--query", "SecretString", "--output", "text"), StringComparison.Ordinal);
        }

        static string Secret(string key) => $$"""{ "secret_key": "{{key}}" }""";
    }

    [Fact]
    public async Task Neither_another_S3_nor_a_proxy_hears_of_a_run_against_the_sandbox()
    {
        using var elsewhere = new RecordingServer();
        var run = await world.Build.RunAsync(new BuildCall(["Preflight", .. Here, .. world.Sandbox])
        {
            Variables = Set(
                ("AWS_ENDPOINT_URL_S3", elsewhere.Url), ("AWS_ENDPOINT_URL_STS", elsewhere.Url), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"),
                ("HTTP_PROXY", elsewhere.Url), ("http_proxy", elsewhere.Url), ("HTTPS_PROXY", elsewhere.Url), ("https_proxy", elsewhere.Url), ("ALL_PROXY", elsewhere.Url),
                ("NO_PROXY", "localhost,127.0.0.1"), ("no_proxy", "localhost,127.0.0.1")),
        });
        run.ExitsWith(0).Says("account 123456789012");
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task What_redirects_calls_for_AWS_is_told_before_the_first_one()
    {
        using var elsewhere = new RecordingServer();
        var run = await world.Build.RunAsync(new BuildCall(["Preflight", .. Here]) { Variables = Set(("AWS_ENDPOINT_URL", elsewhere.Url), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b")) });
        run.ExitsWith(1).Says("calls for AWS are redirected: AWS_ENDPOINT_URL leads to");
        Assert.True(run.Output.IndexOf("calls for AWS are redirected", StringComparison.Ordinal) < run.Output.IndexOf("AWS does not accept the credentials", StringComparison.Ordinal), run.Output);
    }

    [Fact]
    public async Task AWS_is_asked_through_the_proxy_that_the_user_names_and_a_failure_names_it()
    {
        using var proxy = new RecordingServer();
        var run = await world.Build.RunAsync(new BuildCall(["Preflight", .. Here]) { Variables = Set(("HTTPS_PROXY", proxy.Url), ("https_proxy", proxy.Url), ("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "b"), ("AWS_MAX_ATTEMPTS", "1")) });
        run.ExitsWith(1).Says("through the proxy");
        Assert.Contains(proxy.Requests, request => request == "CONNECT sts.eu-central-1.amazonaws.com:443");
    }

    [Fact]
    public async Task A_folder_that_MSBuild_cannot_handle_is_named_and_nothing_is_written_beside_it()
    {
        var parent = Directory.CreateTempSubdirectory("notejam-places-").FullName;
        try
        {
            var place = Path.Combine(parent, "a;b");
            await Programs.RunAsync("git", "clone", "--quiet", world.Repository.Folder, place);
            (await new BuildScript(place).RunAsync("--help")).ExitsWith(1).Says("has ; in it, which MSBuild cannot handle");
            Assert.Equal([place], Directory.EnumerateFileSystemEntries(parent));
            Assert.Equal("", (await Programs.RunAsync("git", "-C", place, "status", "--porcelain", "--ignored")).Trim());
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    private static Dictionary<string, string?> Set(params (string Name, string Value)[] variables) => variables.ToDictionary(variable => variable.Name, variable => (string?)variable.Value);

    // The file of profiles lies in the clone's own ignored folder.
    private Dictionary<string, string?> In(RepositoryCopy copy, IReadOnlyDictionary<string, string?> variables)
    {
        var all = variables.ToDictionary(variable => variable.Key, variable => variable.Value?.Replace("{C}", copy.Folder, StringComparison.Ordinal));
        if (all.GetValueOrDefault("LC_ALL") is "tr_TR.UTF-8") all["LOCPATH"] = turkish.Variables["LOCPATH"];
        if (File.Exists(ProfilesOf(copy))) all["AWS_CONFIG_FILE"] = ProfilesOf(copy);
        return all;
    }

    private static string ProfilesOf(RepositoryCopy copy) => copy.PathOf(".nuke/temp/profiles");

    private static Func<RepositoryCopy, Task<Func<Task>>> Profiles(string text) => async copy =>
    {
        await File.WriteAllTextAsync(ProfilesOf(copy), text);
        return () =>
        {
            File.Delete(ProfilesOf(copy));
            return Task.CompletedTask;
        };
    };

    private static Func<RepositoryCopy, Task<Func<Task>>> Parameters(string text) => async copy =>
    {
        var file = copy.PathOf(".nuke/parameters.json");
        var before = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text);
        return () => File.WriteAllTextAsync(file, before);
    };

    // The bootstrap needs temporary files only where it compiles.
    private static Task<Func<Task>> Uncompiled(RepositoryCopy copy)
    {
        string stamp = copy.PathOf(".nuke/temp/bootstrap/stamp"), aside = stamp + ".aside";
        if (File.Exists(stamp)) File.Move(stamp, aside);
        return Task.FromResult<Func<Task>>(() =>
        {
            if (File.Exists(aside)) File.Move(aside, stamp, overwrite: true);
            return Task.CompletedTask;
        });
    }

    /// <summary>A clone, and a sandbox in which nothing was delivered.</summary>
    public sealed class World() : SandboxWorld(15227);
}
