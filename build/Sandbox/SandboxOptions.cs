using System.Globalization;

namespace Notejam.Sandbox;

/// <summary>
/// Where one sandbox lives. Every address is derived from the endpoint's port, so that several sandboxes run side by
/// side (a developer's and a test's) without sharing a port, a network or a folder.
/// </summary>
public sealed record SandboxOptions
{
    /// <summary>The endpoint's default port.</summary>
    public const int DefaultPort = 4566;

    /// <summary>The account that everything belongs to.</summary>
    public const string AccountId = "123456789012";

    /// <summary>The regions with a registry of their own; any other region name still works for the plain bookkeeping.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["eu-central-1", "eu-west-2"];

    /// <summary>Port of the AWS endpoint on 127.0.0.1.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Seconds of AWS time that pass in one real second where a deployment, a job or an instance waits.</summary>
    public double TimeScale { get; init; } = 60;

    /// <summary>Folder of everything that the sandbox keeps: state, logs, databases, images.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Tells sandboxes apart in network addresses: 0 to 249.</summary>
    public int Slot => Port % 250;

    /// <summary>The emulator of what is not served natively.</summary>
    public int MotoPort => Port + 1;

    /// <summary>The image store behind all regions' registries.</summary>
    public int ImageStorePort => Port + 2;

    /// <summary>First of the ports of databases.</summary>
    public int FirstDatabasePort => Port + 100;

    /// <summary>First of the ports of caches.</summary>
    public int FirstCachePort => Port + 300;

    /// <summary>Name of the Docker network that tasks run in.</summary>
    public string NetworkName => $"notejam-sandbox-{Port}";

    /// <summary>Its subnet.</summary>
    public string NetworkSubnet => $"172.30.{Slot}.0/24";

    /// <summary>The host's address in that network, where containers reach databases and caches.</summary>
    public string NetworkGateway => $"172.30.{Slot}.1";

    /// <summary>The AWS endpoint as tasks reach it.</summary>
    public Uri TaskEndpoint => new($"http://{NetworkGateway}:{Port}");

    /// <summary>The registry's port of a region; what `docker push` is given.</summary>
    public int RegistryPort(string region)
    {
        for (var index = 0; index < Regions.Count; index++)
            if (Regions[index] == region)
                return Port + 10 + index;
        throw new ArgumentOutOfRangeException(nameof(region), region, $"The sandbox has a registry in {string.Join(" and ", Regions)} only.");
    }

    /// <summary>The loopback address of the n-th load balancer (from 1): listeners keep their real ports there.</summary>
    public string LoadBalancerAddress(int number) => string.Create(CultureInfo.InvariantCulture, $"127.0.{Slot}.{number}");

    /// <summary>The default state folder: kept between commands, and open to the user that runs PostgreSQL.</summary>
    public static string DefaultStateDirectory(int port) => Environment.UserName == "root"
        ? $"/var/lib/notejam-sandbox/{port}"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "notejam-sandbox", port.ToString(CultureInfo.InvariantCulture));
}
