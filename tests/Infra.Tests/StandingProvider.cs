using System.Diagnostics;
using System.Text;

namespace Notejam.Infra.Tests;

/// <summary>
/// The AWS provider as one process that every Terraform talks to, as Terraform lets a provider's authors debug theirs. A
/// mocked test starts its provider several times a <c>run</c>, only to ask for its schema: most of the time the tests take.
/// </summary>
/// <remarks>Only for what configures no provider: two regions of one configuration would be one here.</remarks>
internal sealed class StandingProvider : IDisposable
{
    private const string Variable = "TF_REATTACH_PROVIDERS";
    private readonly Process _process;

    private StandingProvider(Process process, string attachment)
    {
        _process = process;
        Environment = new Dictionary<string, string?> { [Variable] = attachment };
    }

    /// <summary>What Terraform's environment needs to find it.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Starts the provider that <c>terraform init</c> has put into a folder.</summary>
    public static async Task<StandingProvider> StartAsync(string initialized)
    {
        var program = Directory.EnumerateFiles(Path.Combine(initialized, ".terraform", "providers"), "terraform-provider-aws_*", SearchOption.AllDirectories).First();
        var process = Process.Start(new ProcessStartInfo(program, ["-debug"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var attachment = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new StringBuilder();
        process.OutputDataReceived += (_, data) =>
        {
            if (data.Data is not { } line) return;
            said.AppendLine(line);
            // Written for a shell: NAME='JSON'.
            if (line.Split($"{Variable}='", 2) is [_, var value]) attachment.TrySetResult(value.TrimEnd().TrimEnd('\''));
        };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(attachment.Task, ended) == ended) throw new InvalidOperationException($"{program} -debug ended with {process.ExitCode}: {said}");
        return new StandingProvider(process, await attachment.Task);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
