using System.Globalization;
using Notejam.Machine;
using Notejam.Machine.Environments;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Sandbox;
using Notejam.Sandbox.Daemon;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Host;

namespace Notejam.Build.Hosting;

/// <summary>Starts and stops the sandbox, and turns this process and its children towards it.</summary>
internal sealed class SandboxControl(IHazPipeline build, ThisMachine machine, SerilogStageLog log)
{
    private const int LoadBalancersNamed = 8;

    /// <summary>Makes the sandbox the only AWS that this process and its children find, whatever the caller's environment and files say.</summary>
    /// <param name="endpoint">The sandbox's; one that is none is refused before any call, by <see cref="EnsureAsync"/>.</param>
    public static void TurnTowards(string endpoint)
    {
        if (Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) Variables.Apply(SandboxEnvironment.Of(Variables.OfThisProcess(), address));
    }

    /// <summary>The addresses and networks that a sandbox has on this machine. Whoever knows no networks gets the first load balancers one by one.</summary>
    public static IEnumerable<string> AddressesOf(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address)) return [];
        var options = new SandboxOptions { Port = address.Port, StateDirectory = "" };
        return [options.NetworkSubnet, options.NetworkGateway, .. Enumerable.Range(1, LoadBalancersNamed).Select(options.LoadBalancerAddress)];
    }

    /// <summary>Makes sure that the sandbox runs.</summary>
    /// <param name="evenIfUsed">Whether a gateway of another version is replaced although other runs use it.</param>
    /// <exception cref="PipelineException">The endpoint is not one of a sandbox.</exception>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken, bool evenIfUsed = false)
    {
        var options = Options();
        log.Info($"sandbox at {build.SandboxEndpoint}");
        var endpoint = await Launcher(options, evenIfUsed).EnsureRunningAsync(cancellationToken);
        return $"the sandbox serves {string.Join(" and ", SandboxOptions.Regions)} at {endpoint}";
    }

    /// <summary>Stops all that belongs to the sandbox, and the Docker engine if it was started here and nobody else needs it.</summary>
    /// <param name="evenIfUsed">Whether it is stopped although other runs use it.</param>
    public async Task<string> StopAsync(bool evenIfUsed, CancellationToken cancellationToken)
    {
        var options = Options();
        await Launcher(options, evenIfUsed).StopAsync(cancellationToken);
        log.Info(await machine.Engine.StopAsync(string.Create(CultureInfo.InvariantCulture, $"{SandboxNetwork.Label}={options.Port}"), cancellationToken));
        return $"the sandbox at {build.SandboxEndpoint} is stopped";
    }

    private SandboxLauncher Launcher(SandboxOptions options, bool evenIfUsed) => new(options, new ProcessRunner(), TimeProvider.System, log.Info)
    {
        User = new SandboxUser(build.RootDirectory, $"./build.sh {string.Join(' ', build.InvokedTargets.Select(target => target.Name))}"),
        EvenIfUsed = evenIfUsed,
    };

    private SandboxOptions Options()
    {
        if (!Uri.TryCreate(build.SandboxEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Host is not ("127.0.0.1" or "localhost"))
            throw new RequestException($"'{build.SandboxEndpoint}' is not an endpoint of a sandbox on this machine.", string.Create(CultureInfo.InvariantCulture, $"For example: --sandbox-endpoint http://127.0.0.1:{SandboxOptions.DefaultPort}."));
        return new SandboxOptions { Port = endpoint.Port, StateDirectory = SandboxOptions.DefaultStateDirectory(endpoint.Port) };
    }
}
