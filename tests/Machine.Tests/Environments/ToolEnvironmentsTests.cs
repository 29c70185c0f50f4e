using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Environments;

public sealed class ToolEnvironmentsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-tools-");
    private readonly List<string> _told = [];

    /// <summary>A command, a variable of the caller's, and whether the program gets it.</summary>
    public static TheoryData<string, string, bool> Table
    {
        get
        {
            var table = new TheoryData<string, string, bool>();
            void Rows(string command, bool kept, params string[] names)
            {
                foreach (var name in names) table.Add(command, name, kept);
            }

            Rows("terraform plan", false, "TF_CLI_ARGS", "TF_CLI_ARGS_plan", "TF_CLI_ARGS_apply", "TF_CLI_ARGS_init", "TF_VAR_region", "TF_WORKSPACE", "TF_DATA_DIR", "TF_INPUT", "TF_REATTACH_PROVIDERS", "TF_SKIP_REMOTE_TESTS",
                "TF_STATE_PERSIST_INTERVAL", "TF_ENCRYPTION", "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE", "TF_APPEND_USER_AGENT", "TF_AWS_DEFAULT_TAGS_Owner", "TF_SKIP_PROVIDER_VERIFY", "TF_IGNORE", "TF_OF_NEXT_YEAR", "TFE_TOKEN", "PERL5OPT", "BASH_ENV");
            Rows("terraform plan", true, "TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR", "TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_PATH", "TF_TOKEN_app_terraform_io", "TF_REGISTRY_CLIENT_TIMEOUT", "AWS_PROFILE", "HTTPS_PROXY", "HOME");
            Rows("git status", false, "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_ATTR_SOURCE", "GIT_CONFIG", "GIT_CONFIG_PARAMETERS",
                "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "GIT_OPTIONAL_LOCKS", "GIT_TRACE", "GIT_OF_NEXT_YEAR");
            Rows("git status", true, "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "HOME", "SSH_AUTH_SOCK");
            foreach (var command in new[] { "dotnet publish", "dotnet build", "dotnet --version" })
            {
                Rows(command, false, "Configuration", "CONFIGURATION", "Platform", "PLATFORM", "OutputPath", "OutDir", "Version", "VersionSuffix", "TargetFramework", "RuntimeIdentifier", "DefineConstants", "Nullable", "AssemblyName", "PublishTrimmed",
                    "PublishReadyToRun", "RestoreSources", "CustomBeforeMicrosoftCommonProps", "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_HOST_PATH", "AnythingAtAll", "GITHUB_SHA", "BASH_ENV");
                Rows(command, true, "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", "NUGET_PACKAGES", "NUGET_CERT_REVOCATION_MODE", "NuGetPackageSourceCredentials_mine",
                    "HTTPS_PROXY", "https_proxy", "NO_PROXY", "SSL_CERT_FILE", "SystemRoot", "XDG_CACHE_HOME");
            }

            Rows("dotnet test", false, "Configuration", "PLATFORM", "OutputPath", "GIT_DIR", "TF_CLI_ARGS_plan", "TF_VAR_x", "DOTNET_STARTUP_HOOKS");
            Rows("dotnet test", true, "PATH", "TF_CLI_CONFIG_FILE", "DOCKER_HOST", "NUKE_ROOT", "AnythingAtAll", "MSBUILDDISABLENODEREUSE");
            foreach (var command in new[] { "docker compose", "docker-compose up" })
            {
                Rows(command, false, "DOCKER_DEFAULT_PLATFORM", "DOCKER_CONTENT_TRUST", "DOCKER_BUILDKIT", "DOCKER_CLI_HINTS", "COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_ENV_FILES", "COMPOSE_PROJECT_NAME", "COMPOSE_PROJECT_DIRECTORY", "BUILDKIT_HOST", "COMPOSE_OF_NEXT_YEAR");
                Rows(command, true, "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS_VERIFY", "DOCKER_API_VERSION", "COMPOSE_HTTP_TIMEOUT", "HOME");
            }

            Rows("mmdebstrap --variant=extract", false, "TAR_OPTIONS", "GZIP", "XZ_OPT", "DPKG_ROOT", "PERL5LIB");
            Rows("apt-get install", true, "APT_CONFIG", "http_proxy", "HOME");
            Rows("apt-get install", false, "DPKG_ROOT", "TAR_OPTIONS");
            Rows("chromium --headless", false, "TAR_OPTIONS", "GREP_OPTIONS", "BASH_ENV", "ENV", "CDPATH", "PERL5OPT");
            Rows("chromium --headless", true, "DISPLAY", "HOME");
            return table;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_program_gets_what_the_table_gives_it(string command, string name, bool kept)
    {
        var recorder = new RecordingRunner();
        await Runner(recorder, new() { [name] = "x" }).RunAsync(ProcessCommand.Of(command.Split(' ')[0], command.Split(' ')[1..]));
        Assert.Equal(kept, !Assert.Single(recorder.Commands).Environment.ContainsKey(name));
    }

    [Fact]
    public async Task What_a_command_sets_itself_it_gets()
    {
        var recorder = new RecordingRunner();
        await Runner(recorder, new() { ["TF_DATA_DIR"] = "theirs", ["TF_INPUT"] = "1" })
            .RunAsync(ProcessCommand.Of("terraform", "plan") with { Environment = new Dictionary<string, string?> { ["TF_DATA_DIR"] = "ours" } });
        Assert.Equal([("TF_DATA_DIR", "ours"), ("TF_INPUT", null)], Assert.Single(recorder.Commands).Environment.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => (each.Key, each.Value)));
    }

    [Theory]
    [InlineData("terraform", "TF_CLI_ARGS_plan,TF_VAR_a", "terraform is run without TF_CLI_ARGS_plan, TF_VAR_a: the environment must not change what it does")]
    [InlineData("git", "GIT_DIR", "git is run without GIT_DIR: the environment must not change what it does")]
    [InlineData("dotnet", "Configuration,AnythingAtAll", "dotnet is run without Configuration: the environment must not change what it does")]
    [InlineData("docker-compose", "COMPOSE_PROFILES,COMPOSE_PROJECT_NAME", "docker-compose is run without COMPOSE_PROFILES: the environment must not change what it does")]
    [InlineData("terraform", "TF_LOG", null)]
    [InlineData("git", "GIT_SSL_CAINFO,TAR_OPTIONS", null)]
    [InlineData("python3", "PERL5OPT", null)]
    public async Task What_is_left_out_is_told_once_in_one_line(string program, string names, string? line)
    {
        var runner = Runner(new RecordingRunner(), names.Split(',').ToDictionary(name => name, _ => "x"));
        for (var run = 0; run < 3; run++) await runner.RunAsync(ProcessCommand.Of(program, "x"));
        Assert.Equal(line is null ? [] : [line], _told);
    }

    [Fact]
    public void Of_gits_configuration_by_variables_safe_folders_are_kept()
    {
        var left = ToolEnvironments.Git.Of(new Dictionary<string, string>
        {
            ["GIT_CONFIG_COUNT"] = "3", ["GIT_CONFIG_KEY_0"] = "core.worktree", ["GIT_CONFIG_VALUE_0"] = "/elsewhere",
            ["GIT_CONFIG_KEY_1"] = "safe.directory", ["GIT_CONFIG_VALUE_1"] = "*", ["GIT_CONFIG_KEY_2"] = "core.fsmonitor", ["GIT_CONFIG_VALUE_2"] = "/hook",
        });
        Assert.Equal(["GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"], left.Select(each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("terraform", "plan", false)]
    [InlineData("terraform", "apply", false)]
    [InlineData("terraform", "init", true)]
    [InlineData("dotnet", "publish", true)]
    [InlineData("apt-get", "install", true)]
    [InlineData("setsid", "--fork", true)]
    [InlineData("git", "status", false)]
    [InlineData("docker-compose", "up", false)]
    [InlineData("chromium", "--headless", false)]
    public async Task With_a_sandbox_only_what_brings_packages_knows_the_proxy(string program, string argument, bool knows)
    {
        var recorder = new RecordingRunner();
        var environment = ProxyVariables.Names.ToDictionary(name => name, _ => "http://proxy.example:3128");
        await new GuardedProcessRunner(recorder, () => environment, _told.Add, isClosed: true).RunAsync(ProcessCommand.Of(program, argument));
        Assert.Equal(knows ? 0 : 6, recorder.Commands.Single().Environment.Count(each => each.Value is null));
    }

    [Theory]
    [InlineData("PGHOST")]
    [InlineData("PGOPTIONS")]
    [InlineData("PYTHONPATH")]
    [InlineData("PYTHONHOME")]
    [InlineData("REGISTRY_STORAGE")]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("Kestrel__Endpoints__Http__Url")]
    [InlineData("Logging__LogLevel__Default")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("MOTO_IAM_LOAD_MANAGED_POLICIES")]
    [InlineData("AWS_PROFILE")]
    [InlineData("TAR_OPTIONS")]
    public void The_sandbox_is_started_without(string name) => Assert.Empty(ToolEnvironments.Sandbox.Of(new Dictionary<string, string> { [name] = "x" }));

    [Fact]
    public async Task A_program_sees_its_environment_so()
    {
        if (OperatingSystem.IsWindows()) return;
        var program = Path.Combine(_folder.FullName, "terraform");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nenv\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        const string Name = "TF_VAR_notejam_tool_environments";
        Environment.SetEnvironmentVariable(Name, "x");
        try
        {
            Assert.Contains(Name, (await new ProcessRunner().RunAsync(ProcessCommand.Of(program, "plan"))).Output, StringComparison.Ordinal);
            var guarded = new GuardedProcessRunner(new ProcessRunner(), Variables.OfThisProcess, _told.Add);
            foreach (var supervised in new[] { null, _folder.FullName })
            {
                var seen = (await guarded.RunAsync(ProcessCommand.Of(program, "plan") with { SupervisedIn = supervised })).Output;
                Assert.DoesNotContain(Name, seen, StringComparison.Ordinal);
                Assert.Contains("PATH=", seen, StringComparison.Ordinal);
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable(Name, null);
        }
    }

    private GuardedProcessRunner Runner(IProcessRunner inner, Dictionary<string, string> environment) => new(inner, () => environment, _told.Add);
}
