using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Kms;

/// <summary>The AWS-managed keys of a region (<c>alias/aws/rds</c>), which the emulator keeps.</summary>
internal sealed class ManagedKeys(IEmulator emulator)
{
    /// <summary>The ARN of a key given by id, ARN or alias.</summary>
    public async Task<string> ResolveAsync(string region, string key, CancellationToken cancellationToken)
    {
        if (key.StartsWith("arn:", StringComparison.Ordinal) && key.Contains(":key/", StringComparison.Ordinal)) return key;
        var answer = await emulator.CallAsync(region, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key }, cancellationToken);
        return answer["KeyMetadata"]?["Arn"]?.GetValue<string>()
            ?? throw NotAccessible(key);
    }

    /// <summary>Passes when a key can decrypt: it exists in the region and is enabled.</summary>
    /// <exception cref="AwsException">KMSKeyNotAccessibleFault.</exception>
    public async Task DemandUsableAsync(string region, string key, CancellationToken cancellationToken)
    {
        JsonObject answer;
        try
        {
            answer = await emulator.CallAsync(region, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key }, cancellationToken);
        }
        catch (AwsException error) when (error.Status < StatusCodes.Status500InternalServerError)
        {
            throw NotAccessible(key);
        }

        if (answer["KeyMetadata"]?["KeyState"]?.GetValue<string>() != "Enabled") throw NotAccessible(key);
    }

    private static AwsException NotAccessible(string key) => new("KMSKeyNotAccessibleFault",
        $"The specified KMS key [{key}] does not exist, is not enabled or you do not have permissions to access it.");
}
