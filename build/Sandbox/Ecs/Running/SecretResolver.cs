using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Secrets.Api;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Reads the values of a container's secrets, as ECS's agent does before it starts the container.</summary>
internal sealed class SecretResolver(IEmulator emulator, SecretReplicas secrets, ExecutionRole role)
{
    private const string Failure = "ResourceInitializationError: unable to pull secrets or registry auth: ";

    /// <summary>The value behind a <c>valueFrom</c>: a secret's ARN with optional <c>:json-key:version-stage:version-id</c>, or a parameter.</summary>
    /// <exception cref="CannotStartTaskException">It cannot be read.</exception>
    public async Task<string> ResolveAsync(string region, string valueFrom, string? executionRole, CancellationToken cancellationToken)
    {
        var reference = SecretReference.Parse(valueFrom);
        try
        {
            return reference.IsParameter
                ? await ParameterAsync(region, valueFrom, executionRole, cancellationToken)
                : Pick(await SecretAsync(region, reference, executionRole, cancellationToken), reference);
        }
        catch (AwsException error)
        {
            throw new CannotStartTaskException(
                $"{Failure}execution resource retrieval failed: unable to retrieve secret from {(reference.IsParameter ? "ssm" : "asm")}: "
                + $"service call has been retried 1 time(s): failed to fetch {valueFrom}: {error.Code}: {error.Message}", inner: error);
        }
    }

    private async Task<string> SecretAsync(string region, SecretReference reference, string? executionRole, CancellationToken cancellationToken)
    {
        await DemandReadableAsync(region, reference.SecretId, executionRole, cancellationToken);
        var input = new JsonObject { ["SecretId"] = reference.SecretId };
        if (reference.VersionStage is not null) input["VersionStage"] = reference.VersionStage;
        if (reference.VersionId is not null) input["VersionId"] = reference.VersionId;
        var answer = await emulator.CallAsync(region, "secretsmanager", "secretsmanager.GetSecretValue", input, cancellationToken);
        await DemandUsableKeyAsync(region, reference.SecretId, cancellationToken);
        return (string?)answer["SecretString"] ?? "";
    }

    private async Task DemandReadableAsync(string region, string secret, string? executionRole, CancellationToken cancellationToken)
    {
        if (executionRole is null) return;
        var described = await secrets.DescribeAsync(region, secret, cancellationToken);
        var arn = (string?)described["ARN"] ?? secret;
        await role.DemandAsync(ServiceCalls.EcsReadsSecret, region, executionRole, arn, cancellationToken);
        if ((string?)described["KmsKeyId"] is { } key && !key.Contains("alias/aws/", StringComparison.Ordinal))
            await role.DemandAsync(ServiceCalls.EcsDecryptsSecret, region, executionRole, key, cancellationToken, ("kms:EncryptionContext:SecretARN", arn));
    }

    // The emulator stores values as they are: that a key was disabled, it does not notice.
    private async Task DemandUsableKeyAsync(string region, string secret, CancellationToken cancellationToken)
    {
        var described = await secrets.DescribeAsync(region, secret, cancellationToken);
        if ((string?)described["KmsKeyId"] is not { } key) return;
        var answer = await emulator.CallAsync(region, "kms", "TrentService.DescribeKey", new JsonObject { ["KeyId"] = key }, cancellationToken);
        if ((string?)answer["KeyMetadata"]?["KeyState"] != "Enabled")
            throw new AwsException("DecryptionFailure", "Secrets Manager can't decrypt the protected secret text using the provided KMS key.");
    }

    private async Task<string> ParameterAsync(string region, string name, string? executionRole, CancellationToken cancellationToken)
    {
        var arn = name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:ssm:{region}:{SandboxOptions.AccountId}:parameter/{name.TrimStart('/')}";
        await role.DemandAsync(ServiceCalls.EcsReadsParameter, region, executionRole, arn, cancellationToken);
        var input = new JsonObject { ["Name"] = name, ["WithDecryption"] = true };
        var answer = await emulator.CallAsync(region, "ssm", "AmazonSSM.GetParameter", input, cancellationToken);
        return (string?)answer["Parameter"]?["Value"] ?? "";
    }

    private static string Pick(string secret, SecretReference reference)
    {
        if (reference.JsonKey is null) return secret;
        try
        {
            if (JsonNode.Parse(secret)?[reference.JsonKey] is { } value) return value.ToString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CannotStartTaskException($"{Failure}execution resource retrieval failed: secret {reference.SecretId} is not a JSON object, so the key {reference.JsonKey} cannot be read", inner: error);
        }

        throw new CannotStartTaskException(
            $"{Failure}execution resource retrieval failed: unable to retrieve secret from asm: retrieved secret from Secrets Manager did not contain json key {reference.JsonKey}");
    }
}
