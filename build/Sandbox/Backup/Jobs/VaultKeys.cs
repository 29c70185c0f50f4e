using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>The keys of vaults, which the emulator keeps.</summary>
internal sealed class VaultKeys(IEmulator emulator, BackupStore store) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The ARN of the key that a vault is given; without one, of the region's own key for backups.</summary>
    /// <exception cref="AwsException">There is no such key.</exception>
    public async Task<string> ResolveAsync(string region, string? key, CancellationToken cancellationToken)
    {
        if (key is null) return await DefaultAsync(region, cancellationToken);
        try
        {
            var answer = await emulator.CallAsync(region, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key }, cancellationToken);
            return answer.Structure("KeyMetadata").Required("Arn");
        }
        catch (AwsException error) when (error.Status < StatusCodes.Status500InternalServerError)
        {
            throw BackupErrors.Invalid($"The KMS key {key} cannot be used: {error.Message}");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    // Made at first use, as AWS does; the emulator knows no alias/aws/backup.
    private async Task<string> DefaultAsync(string region, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (store.Read(region, state => state.DefaultKeyArn) is { } known) return known;
            var input = new JsonObject { ["Description"] = "Default key that protects my Backup data when no other key is defined" };
            var answer = await emulator.CallAsync(region, "kms", "TrentService.CreateKey", input, cancellationToken);
            return store.Write(region, state => state.DefaultKeyArn = answer.Structure("KeyMetadata").Required("Arn"));
        }
        finally
        {
            _one.Release();
        }
    }
}
