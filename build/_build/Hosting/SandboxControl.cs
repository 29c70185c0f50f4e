using System.Globalization;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Sandbox;
using Notejam.Sandbox.Host;

namespace Notejam.Build.Hosting;

/// <summary>Starts and stops the sandbox, and turns this process and its children towards it.</summary>
internal sealed class SandboxControl(IHazPipeline build, ThisMachine machine, SerilogStageLog log)
{
    /// <summary>Makes sure that the sandbox runs; from here on it is AWS to this process and its children.</summary>
    /// <exception cref="PipelineException">The endpoint is not one of a sandbox.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        var options = Options();
        log.Info($"sandbox at {build.SandboxEndpoint}");
        var endpoint = await Launcher(options).EnsureRunningAsync(cancellationToken);
        TurnTowards(endpoint);
        return $"the sandbox serves {string.Join(" and ", SandboxOptions.Regions)} at {endpoint}";
    }

    /// <summary>Stops all that belongs to the sandbox, and the Docker engine if it was started here and nobody else needs it.</summary>
    public async Task<string> StopAsync(CancellationToken cancellationToken)
    {
        var options = Options();
        await Launcher(options).StopAsync(cancellationToken);
        log.Info(await machine.Engine.StopAsync(string.Create(CultureInfo.InvariantCulture, $"{SandboxNetwork.Label}={options.Port}"), cancellationToken));
        return $"the sandbox at {build.SandboxEndpoint} is stopped";
    }

    private SandboxLauncher Launcher(SandboxOptions options) => new(options, new ProcessRunner(), TimeProvider.System, log.Info);

    private SandboxOptions Options()
    {
        if (!Uri.TryCreate(build.SandboxEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Host is not ("127.0.0.1" or "localhost"))
            throw new RequestException($"'{build.SandboxEndpoint}' is not an endpoint of a sandbox on this machine.", string.Create(CultureInfo.InvariantCulture, $"For example: --sandbox-endpoint http://127.0.0.1:{SandboxOptions.DefaultPort}."));
        return new SandboxOptions { Port = endpoint.Port, StateDirectory = SandboxOptions.DefaultStateDirectory(endpoint.Port) };
    }

    private static void TurnTowards(Uri endpoint)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", endpoint.ToString().TrimEnd('/'));
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "AKIASANDBOX");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "sandbox");
        // A real account's profile or session would win over, or clash with, the sandbox's credentials.
        foreach (var name in new[] { "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION" }) Environment.SetEnvironmentVariable(name, null);
    }
}
