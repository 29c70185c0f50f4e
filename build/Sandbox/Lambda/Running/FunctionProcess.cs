using System.Diagnostics;
using System.Globalization;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>The process of a function: what the code's <c>bootstrap</c> is.</summary>
internal sealed class FunctionProcess : IDisposable
{
    // Into a file: when the function has answered, all that it wrote before is there to be read.
    private const string Script = """exec "$0" >>"$1" 2>&1 </dev/null""";
    private const int SignalBase = 128;
    private static readonly string[] SignalNames = ["", "hangup", "interrupt", "quit", "illegal instruction", "trace/breakpoint trap", "aborted", "bus error",
        "floating point exception", "killed", "user defined signal 1", "segmentation fault", "user defined signal 2", "broken pipe", "alarm clock", "terminated"];

    private readonly Process _process;

    private FunctionProcess(Process process) => _process = process;

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes when the process is gone.</summary>
    public Task Exited => _process.WaitForExitAsync();

    public bool HasExited => _process.HasExited;

    /// <summary>How it ended, in Lambda's words.</summary>
    public string ExitReason => _process.ExitCode switch
    {
        0 => "Runtime exited without providing a reason",
        > SignalBase and var code when code - SignalBase < SignalNames.Length => $"Runtime exited with error: signal: {SignalNames[code - SignalBase]}",
        var code => string.Create(CultureInfo.InvariantCulture, $"Runtime exited with error: exit status {code}"),
    };

    /// <summary>MB that it used at most, as the system counts it; 0 when it is gone.</summary>
    public int PeakMegabytes
    {
        get
        {
            try
            {
                var line = File.ReadLines($"/proc/{_process.Id}/status").FirstOrDefault(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] ? (int.Parse(kilobytes, CultureInfo.InvariantCulture) + 1023) / 1024 : 0;
            }
            catch (Exception error) when (error is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                return 0;
            }
        }
    }

    /// <summary>Starts it.</summary>
    /// <param name="taskRoot">The folder of the code.</param>
    /// <param name="variables">All variables that it gets.</param>
    /// <param name="output">The file that it writes to.</param>
    /// <exception cref="InvalidEntryPointException">There is no bootstrap that could be run.</exception>
    public static FunctionProcess Start(string taskRoot, IReadOnlyDictionary<string, string> variables, string output)
    {
        var bootstrap = Path.Combine(taskRoot, "bootstrap");
        if (!File.Exists(bootstrap)) throw new InvalidEntryPointException("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(bootstrap) & UnixFileMode.UserExecute) == 0)
            throw new InvalidEntryPointException("fork/exec /var/task/bootstrap: permission denied");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, bootstrap, output]) { WorkingDirectory = taskRoot, UseShellExecute = false };
        start.Environment.Clear();
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return new FunctionProcess(Process.Start(start) ?? throw new InvalidOperationException("The process of a function was not started."));
    }

    /// <summary>Ends it and what it started.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public void Dispose() => _process.Dispose();
}
