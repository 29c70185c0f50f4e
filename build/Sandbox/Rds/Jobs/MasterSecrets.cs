using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>Master passwords that RDS keeps in Secrets Manager.</summary>
internal sealed class MasterSecrets(IEmulator emulator)
{
    private const string Letters = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.";

    /// <summary>Makes a password and its secret (<c>rds!db-…</c>).</summary>
    /// <returns>The password, and the secret's ARN.</returns>
    public async Task<(string Password, string SecretArn)> CreateAsync(
        string region, string user, string instanceArn, string? kmsKey, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetString(Letters, 32);
        var input = new JsonObject
        {
            ["Name"] = $"rds!db-{Guid.NewGuid()}",
            ["Description"] = $"Secret associated with primary RDS DB instance: {instanceArn}",
            ["SecretString"] = new JsonObject { ["username"] = user, ["password"] = password }.ToJsonString(),
        };
        if (kmsKey is not null) input["KmsKeyId"] = kmsKey;
        var answer = await emulator.CallAsync(region, "secretsmanager", "secretsmanager.CreateSecret", input, cancellationToken);
        return (password, answer["ARN"]!.GetValue<string>());
    }

    /// <summary>Deletes a secret for good, as RDS does with its instance.</summary>
    public Task DeleteAsync(string region, string secretArn, CancellationToken cancellationToken) =>
        emulator.CallAsync(region, "secretsmanager", "secretsmanager.DeleteSecret",
            new JsonObject { ["SecretId"] = secretArn, ["ForceDeleteWithoutRecovery"] = true }, cancellationToken);
}
