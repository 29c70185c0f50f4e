using System.Security.Cryptography;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Ecr.Model;

/// <summary>The one holder of ECR's state. There is a registry in the sandbox's regions only.</summary>
public sealed class EcrStore : RegionStore<EcrRegion>
{
    private readonly TimeProvider _time;

    /// <summary>Reads what an earlier gateway kept.</summary>
    public EcrStore(StateStore files, TimeProvider time)
        : base(files, "ecr")
    {
        _time = time;
        Key = new Store<RegistryKey>(files, "ecr-key").Write(kept => kept.Bytes ??= RandomNumberGenerator.GetBytes(32));
    }

    /// <summary>The moment.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Seals the registries' passwords.</summary>
    public byte[] Key { get; }

    /// <inheritdoc />
    protected override void Demand(string region)
    {
        if (!SandboxOptions.Regions.Contains(region))
            throw new AwsException("InvalidParameterException", $"The sandbox has a registry in {string.Join(" and ", SandboxOptions.Regions)} only, not in {region}.");
    }

    private sealed class RegistryKey
    {
        public byte[]? Bytes { get; set; }
    }
}
