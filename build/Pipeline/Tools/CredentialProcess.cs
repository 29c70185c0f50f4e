using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// The credentials that a program prints (<c>credential_process</c>). The SDK waits for such a program without end; here it has
/// a limit, at which it is ended together with all that it has started.
/// </summary>
/// <param name="command">As it stands in the profile.</param>
/// <param name="limit">How long it may take.</param>
/// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html: what it prints.</remarks>
public sealed class CredentialProcess(string command, TimeSpan limit) : RefreshingAWSCredentials
{
    // What a program has left behind may keep its output open.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override CredentialsRefreshState GenerateNewCredentials() => GenerateNewCredentialsAsync().GetAwaiter().GetResult();

    /// <inheritdoc />
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var (exitCode, output, error) = await RunAsync();
        if (exitCode != 0)
            throw new CredentialProcessException($"Command returned non-zero exit value {exitCode.ToString(CultureInfo.InvariantCulture)} with the error - {error}");
        return Read(output);
    }

    /// <summary>Reads what the program has printed.</summary>
    /// <exception cref="CredentialProcessException">It is not what it should be.</exception>
    internal static CredentialsRefreshState Read(string output)
    {
        Answer? answer;
        try
        {
            answer = JsonSerializer.Deserialize<Answer>(output);
        }
        catch (JsonException)
        {
            // That exception may quote a key.
            throw new CredentialProcessException("It printed malformed JSON.");
        }

        if (answer is not { Version: 1 }) throw new CredentialProcessException("What it printed has not the Version 1.");
        if (string.IsNullOrEmpty(answer.AccessKeyId) || string.IsNullOrEmpty(answer.SecretAccessKey)) throw new CredentialProcessException("What it printed has no AccessKeyId or no SecretAccessKey.");
        return new CredentialsRefreshState(new ImmutableCredentials(answer.AccessKeyId, answer.SecretAccessKey, answer.SessionToken ?? ""), answer.Expiration?.UtcDateTime ?? DateTime.MaxValue);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync()
    {
        var isOnWindows = OperatingSystem.IsWindows();
        var start = new ProcessStartInfo(isOnWindows ? "cmd.exe" : "sh")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true,
            // It may ask somebody at a terminal, and must not take what is piped into the pipeline.
            RedirectStandardInput = Console.IsInputRedirected,
        };
        if (isOnWindows) start.Arguments = "/c " + command;
        else foreach (var argument in new[] { "-c", command }) start.ArgumentList.Add(argument);
        using var process = Start(start);
        if (start.RedirectStandardInput) process.StandardInput.Close();
        StringBuilder output = new(), error = new();
        var read = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, error));
        using var late = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CredentialProcessException($"It has not ended within {limit.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s, and was ended with all that it had started.");
        }

        try
        {
            await read.WaitAsync(LastWords, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // The program itself has said all that it had to say.
        }

        return (process.ExitCode, Text(output), Text(error).Trim());
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new CredentialProcessException(exception.Message, exception);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text) return text.ToString();
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        var buffer = new char[4096];
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer)) > 0;)
                lock (text) text.Append(buffer, 0, read);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The reader has ended with the process.
        }
    }

    private sealed record Answer(int Version, string? AccessKeyId, string? SecretAccessKey, string? SessionToken, DateTimeOffset? Expiration);
}
