namespace Notejam.Machine.Environments;

/// <summary>One policy a program: the table of what each may inherit, and why.</summary>
public static class ToolEnvironments
{
    // Read by shells, tar, grep and perl in whatever program starts them: options that somebody meant for his own terminal,
    // taken out without a word.
    private static readonly string[] Everywhere =
        ["BASH_ENV", "ENV", "CDPATH", "GLOBIGNORE", "TAR_OPTIONS", "GREP_OPTIONS", "PERL5OPT", "PERL5LIB", "PERL5DB", "PERLLIB", "POSIXLY_CORRECT"];

    // Properties of MSBuild that decide what is compiled and where it lies: told when they are taken out, and kept from tests too.
    private static readonly string[] Properties =
    [
        "Configuration", "Platform", "OutDir", "OutputPath", "BaseOutputPath", "BaseIntermediateOutputPath", "IntermediateOutputPath", "PublishDir", "ArtifactsPath", "TargetFramework", "TargetFrameworks",
        "RuntimeIdentifier", "RuntimeIdentifiers", "SelfContained", "Publish*", "Version", "VersionPrefix", "VersionSuffix", "AssemblyName", "AssemblyVersion", "FileVersion", "InformationalVersion", "RootNamespace",
        "DefineConstants", "Nullable", "LangVersion", "Optimize", "DebugType", "DebugSymbols", "WarningsAsErrors", "TreatWarningsAsErrors", "NoWarn", "Restore*", "UsePolyfills", "UseNukePolyfills", "UseAwsPolyfills", "AwsModels", "CustomBefore*", "CustomAfter*",
        "DirectoryBuild*", "ImportDirectoryBuild*", "MSBuild*", "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE",
    ];

    /// <summary>
    /// Terraform: https://developer.hashicorp.com/terraform/cli/config/environment-variables. Arguments and values by variables
    /// (<c>TF_CLI_ARGS*</c>, <c>TF_VAR_*</c>), another workspace, folder or provider (<c>TF_WORKSPACE</c>, <c>TF_DATA_DIR</c>,
    /// <c>TF_REATTACH_PROVIDERS</c>) change what a plan means. Kept: where providers come from, whom its registries know, logs.
    /// </summary>
    public static ToolEnvironment Terraform { get; } = new(["TF_*", "TERRAFORM_*", "TFE_*", "TOFU_*", .. Everywhere],
        ["TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG", "TF_PLUGIN_CACHE_DIR", "TF_TOKEN_*", "TF_REGISTRY_*", "TF_LOG", "TF_LOG_*"]) { Told = ["TF_*", "TERRAFORM_*", "TFE_*", "TOFU_*"] };

    /// <summary>
    /// git: https://git-scm.com/docs/git#_environment_variables. Of another repository, index or work tree (a hook sets these)
    /// nothing is delivered. Kept: where configuration lies, and of that by variables, which folders are safe to read.
    /// </summary>
    public static ToolEnvironment Git { get; } = new(["GIT_*", .. Everywhere],
        ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT", "GIT_CONFIG_KEY_*", "GIT_CONFIG_VALUE_*", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CEILING_DIRECTORIES",
            // Of remotes and of writing commits, which the pipeline does not do.
            "GIT_SSL_*", "GIT_SSH*", "GIT_ASKPASS", "GIT_TERMINAL_PROMPT", "GIT_EDITOR", "GIT_PAGER", "GIT_AUTHOR_*", "GIT_COMMITTER_*"])
    {
        Told = ["GIT_*"],
        Finish = ToolEnvironment.SafeDirectories,
    };

    /// <summary>
    /// What compiles: MSBuild takes every variable for a property
    /// (https://learn.microsoft.com/visualstudio/msbuild/how-to-use-environment-variables-in-a-build), so all are named that it gets.
    /// </summary>
    public static ToolEnvironment DotnetCompiler { get; } = new(["*"],
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_*", "TZ", "TERM", "TMPDIR", "TEMP", "TMP", "XDG_*", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "NIX_*", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "NUGET_*", "NuGetPackageSourceCredentials_*", "VSS_NUGET_*", "ARTIFACTS_CREDENTIALPROVIDER_*",
        "DOTNET_ROOT*", "DOTNET_CLI_*", "DOTNET_NOLOGO", "DOTNET_INSTALL_DIR", "DOTNET_SYSTEM_*", "DOTNET_GC*", "DOTNET_Tiered*", "DOTNET_SKIP_*", "DOTNET_GENERATE_ASPNET_CERTIFICATE", "MSBUILDDISABLENODEREUSE",
        // Windows does not run without these.
        "SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "OS", "ProgramData", "ProgramFiles*", "ProgramW6432", "CommonProgram*", "APPDATA", "LOCALAPPDATA", "ALLUSERSPROFILE", "USERPROFILE", "USERNAME",
        "HOMEDRIVE", "HOMEPATH", "NUMBER_OF_PROCESSORS", "PROCESSOR_*",
    ]) { Told = Properties };

    /// <summary>What runs tests, and whatever these run in turn.</summary>
    public static ToolEnvironment DotnetTests { get; } = new([.. Properties, .. Everywhere, "GIT_*", "TF_*"], [.. Git.Kept, .. Terraform.Kept, "MSBUILDDISABLENODEREUSE"]) { Told = Properties, Finish = ToolEnvironment.SafeDirectories };

    /// <summary>
    /// Docker and Compose: https://docs.docker.com/reference/cli/docker/#environment-variables and
    /// https://docs.docker.com/compose/how-tos/environment-variables/envvars. Kept: which engine, and how it is reached.
    /// </summary>
    public static ToolEnvironment Docker { get; } = new(["DOCKER_*", "COMPOSE_*", "BUILDKIT_*", "BUILDX_*", "BUILDCTL_*", .. Everywhere],
        ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "DOCKER_CERT_PATH", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_API_VERSION", "COMPOSE_HTTP_TIMEOUT", "COMPOSE_PARALLEL_LIMIT", "COMPOSE_TLS_VERSION"])
    {
        // The project's name is taken from the variable and given as an argument.
        Told = ["DOCKER_*", "COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_ENV_FILES", "COMPOSE_PATH_SEPARATOR"],
    };

    /// <summary>Debian's package tools: another root or database of packages is not this machine's.</summary>
    public static ToolEnvironment Debian { get; } = new(["DPKG_*", "MMDEBSTRAP_*", "GZIP", "XZ_OPT", "XZ_DEFAULTS", "ZSTD_*", .. Everywhere], ["DPKG_COLORS"]) { Told = ["DPKG_*", "MMDEBSTRAP_*"] };

    /// <summary>Any other program.</summary>
    public static ToolEnvironment Other { get; } = new(Everywhere, []) { Told = [] };

    /// <summary>
    /// The sandbox's gateway, and through it its servers: PostgreSQL, moto, Redis and the registry each take settings from
    /// variables (<c>PG*</c>, <c>PYTHON*</c>, <c>REGISTRY_*</c>), and so does ASP.NET Core. It outlives the caller's session.
    /// </summary>
    public static ToolEnvironment Sandbox { get; } = new(["*"],
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_*", "TZ", "TMPDIR", "XDG_*", "LD_LIBRARY_PATH", "NIX_*", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
        "DOTNET_ROOT*", "DOTNET_SYSTEM_*", "DOTNET_GC*", "DOTNET_Tiered*", "PYENV_*", "VIRTUAL_ENV", "CONDA_*", "APT_CONFIG", "TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR", .. Docker.Kept,
    ]) { Told = [] };

    /// <summary>
    /// Whether a command may bring packages from outside, and so goes on through the user's proxy when a sandbox is delivered to:
    /// providers, NuGet and Debian packages, images (the engine is started with setsid), tests that do any of these.
    /// </summary>
    public static bool Downloads(string program, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return (Path.GetFileNameWithoutExtension(program), arguments.Count > 0 ? arguments[0] : "") is ("terraform", "init") or ("dotnet" or "apt-get" or "apt-cache" or "mmdebstrap" or "setsid", _);
    }

    /// <summary>The policy of a command.</summary>
    /// <param name="program">Its program: a name or a path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ToolEnvironment Of(string program, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return (Path.GetFileNameWithoutExtension(program), arguments.Count > 0 ? arguments[0] : "") switch
        {
            ("terraform", _) => Terraform,
            ("git", _) => Git,
            ("dotnet", "test") => DotnetTests,
            ("dotnet", _) => DotnetCompiler,
            ("docker" or "docker-compose", _) => Docker,
            ("apt-get" or "apt-cache" or "apt-config" or "dpkg" or "mmdebstrap", _) => Debian,
            _ => Other,
        };
    }
}
