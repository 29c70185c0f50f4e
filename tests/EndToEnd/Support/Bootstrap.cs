using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>
/// A bootstrap script of a copy, <c>build.sh</c> or <c>build.ps1</c>, run beside a <c>dotnet</c> that compiles nothing in
/// no time and, as the compiled build, prints what it was given.
/// </summary>
public sealed class Bootstrap : IDisposable
{
    private const string Dotnet = """
        #!/bin/bash
        # Beside a file no-sdk it is a dotnet that has not the SDK of global.json.
        case $1 in
          --version)
            [ ! -e "${0%/*}/no-sdk" ] || exit 1
            echo 10.0.400
            ;;
          nuget) echo 'E feed.example' ;;
          restore)
            echo "$NUGET_CERT_REVOCATION_MODE" >> "$STANDIN_LOOKUPS"
            echo "asked $2" >> "$STANDIN_CALLS"
            [ -z "$STANDIN_FEED" ] || { PATH=${PATH#*:}; exec dotnet "$@" --configfile "$STANDIN_FEED"; }
            case $2 in
              */Nuke*) lacking=Nuke.Common ;;
              */Aws*) lacking=AWSSDK.ECS ;;
              *) lacking=Compiler ;;
            esac
            echo "error NU1101: Unable to find package $lacking. No packages exist with this id in source(s): feed.example"
            exit 1
            ;;
          publish)
            echo "$NUGET_CERT_REVOCATION_MODE" >> "$STANDIN_LOOKUPS"
            taken=
            for argument; do case $argument in -p:Use*Polyfills=*) taken="$taken $argument" ;; esac; done
            echo "compiled$taken" >> "$STANDIN_CALLS"
            if [ -e "$STANDIN_BROKEN" ]; then echo 'error CS0000: broken'; exit 1; fi
            while [ "$1" != --output ]; do shift; done
            mkdir -p "$2" && touch "$2/_build.dll"
            ;;
          *)
            shift
            if [ -n "${STANDIN_DESCRIPTORS:-}" ]; then
              opened=
              { : 8<&0; } 2> /dev/null && opened="$opened in"
              # By a word, for a file that is open for reading would pass as well.
              { echo out; } 2> /dev/null && opened="$opened out"
              { echo error >&2; } && opened="$opened error"
              echo "$opened" > "$STANDIN_DESCRIPTORS"
            fi
            for argument; do echo "argument [$argument]"; done
            echo "at $PWD"
            env | grep -E '^(HOST|ta_rget|NUKE_ROOT|NUKE_HOST|DOTNET_ROOT|DOTNET_NOLOGO|NUGET_CERT_REVOCATION_MODE)=' | sort
            [ -z "${STANDIN_SHOWN:-}" ] || env | grep -iE "^($STANDIN_SHOWN)=" | sed 's/^/has /'
            exit "${STANDIN_EXIT_CODE:-0}"
            ;;
        esac
        """;

    // Downloads the installer, where there is one to download; asks what it is to ask.
    private const string Curl = """
        #!/bin/bash
        [ "$2" != --head ] || PATH=${PATH#*:} exec curl "$@"
        [ -e "${0%/*}/installer" ] || exit 22
        while [ "$1" != --output ]; do shift; done
        cp "${0%/*}/installer" "$2"
        """;

    private const string Installer = """
        while [ "$1" != --install-dir ]; do shift; done
        mkdir -p "$2"
        cp "$STANDIN_PROGRAMS/dotnet" "$2/dotnet"
        """;

    private readonly WayOut _wayOut = WayOut.Shut();
    private readonly ProcessRunner _processes = new();
    private readonly string _root;
    private readonly string _script;
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-bootstrap-").FullName;

    public Bootstrap(RepositoryCopy copy, string script) : this(copy.Folder, script)
    {
    }

    /// <summary>The script of a clone.</summary>
    /// <param name="root">Where it lies.</param>
    public Bootstrap(string root, string script)
    {
        _root = root;
        _script = Path.Combine(root, script);
        if (Directory.Exists(State)) Directory.Delete(State, recursive: true);
        AddProgram("dotnet", Dotnet);
        AddProgram("curl", Curl);
    }

    /// <summary>Added to the environment of the runs.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Folders to look for programs in, before all others.</summary>
    public string PathPrefix { get; set; } = "";

    /// <summary>The file to run instead of the script itself: a link to it.</summary>
    public string? Link { get; set; }

    /// <summary>The shell that is given the script, instead of the one that its first line names.</summary>
    public string? Shell { get; set; }

    /// <summary>What the caller closes, as a shell writes it: <c>&gt;&amp;-</c>.</summary>
    public string? Closed { get; set; }

    /// <summary>The folder that it is called in is gone.</summary>
    public bool IsNowhere { get; set; }

    /// <summary>What was asked of the feed and compiled, in that order.</summary>
    public IEnumerable<string> Calls => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    /// <summary>Where NuGet was told to look revoked certificates up, a line for whatever fetches packages.</summary>
    public IReadOnlyList<string> Lookups => File.ReadAllLines(PathOf("lookups"));

    /// <summary>Whether it keeps the feed's answers for the next clone on this machine.</summary>
    public bool RemembersAnswers => Directory.Exists(Path.Combine(PathOf("cache"), "notejam-build"));

    /// <summary>How often it was compiled.</summary>
    public int Compilations => Calls.Count(call => call.StartsWith("compiled", StringComparison.Ordinal));

    /// <summary>Takes the SDK away.</summary>
    public void RemoveSdk() => File.WriteAllText(PathOf("no-sdk"), "");

    /// <summary>Lets the download of the installer succeed.</summary>
    public void OfferInstaller() => File.WriteAllText(PathOf("installer"), Installer);

    /// <summary>Whether the sources compile.</summary>
    public void Break(bool broken)
    {
        if (broken) File.WriteAllText(PathOf("broken"), "");
        else File.Delete(PathOf("broken"));
    }

    /// <summary>Runs the script in a folder which is not the root.</summary>
    public async Task<BuildRun> RunAsync(params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Environment)
        {
            ["PATH"] = $"{PathPrefix}{_folder}:{System.Environment.GetEnvironmentVariable("PATH")}",
            ["XDG_CACHE_HOME"] = PathOf("cache"),
            ["STANDIN_CALLS"] = PathOf("calls"),
            ["STANDIN_LOOKUPS"] = PathOf("lookups"),
            ["STANDIN_BROKEN"] = PathOf("broken"),
            ["STANDIN_PROGRAMS"] = _folder,
        };
        environment.TryAdd("NOTEJAM_POLYFILLS", null);
        environment.TryAdd("no_proxy", null);
        environment.TryAdd("DOTNET_ROOT", null);
        environment.TryAdd("NUGET_CERT_REVOCATION_MODE", null);
        environment.TryAdd("http_proxy", _wayOut.Address);
        var script = Link ?? _script;
        var command = script.EndsWith(".ps1", StringComparison.Ordinal)
            ? new ProcessCommand(System.Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "PowerShellHost.dll"), script, .. arguments])
            : Closed is not null || IsNowhere ? new ProcessCommand("bash", ["-c", $"{(IsNowhere ? "mkdir gone; cd gone; rmdir ../gone; " : "")}exec \"$0\" \"$@\" {Closed}", script, .. arguments])
            : Shell is null ? new ProcessCommand(script, arguments) : new ProcessCommand(Shell, [script, .. arguments]);
        var result = await _processes.RunAsync(command with { WorkingDirectory = _folder, Environment = environment });
        return new BuildRun(string.Join(' ', arguments), result.ExitCode, result.Output + result.Error);
    }

    /// <summary>The folder in which it runs.</summary>
    public string WorkingDirectory => _folder;

    /// <inheritdoc />
    public void Dispose()
    {
        _wayOut.Dispose();
        Directory.Delete(_folder, recursive: true);
        if (Directory.Exists(State)) Directory.Delete(State, recursive: true);
    }

    private string State => Path.Combine(_root, ".nuke", "temp");

    private string PathOf(string file) => Path.Combine(_folder, file);

    private void AddProgram(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
