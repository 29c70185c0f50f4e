using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>A server of ours in Python, on a free loopback port, for the time of a test class.</summary>
public abstract class PythonServer(string script) : IAsyncLifetime
{
    private const string Ready = "listening on ";
    private const string Remedy = "The wire tests need Python 3 on PATH with botocore and moto: pip install boto3 'moto[server]'.";

    private readonly StringBuilder _errors = new();
    private Process? _process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public virtual async Task InitializeAsync()
    {
        var start = new ProcessStartInfo("python3", ["-B", Path.Combine(AppContext.BaseDirectory, "Peer", script)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new InvalidOperationException($"{Remedy} ({exception.Message})");
        }

        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        Address = new Uri($"http://127.0.0.1:{await ReadPortAsync(_process)}");
        // What else it prints must not fill the pipe.
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    public virtual Task DisposeAsync()
    {
        if (_process is { HasExited: false }) _process.Kill(entireProcessTree: true);
        _process?.Dispose();
        return Task.CompletedTask;
    }

    private async Task<int> ReadPortAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
                return int.Parse(line.AsSpan(Ready.Length), CultureInfo.InvariantCulture);
        }

        await process.WaitForExitAsync();
        var cause = _errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        throw new InvalidOperationException($"{Remedy} ({script} ended: {cause.LastOrDefault("no message")})");
    }
}
