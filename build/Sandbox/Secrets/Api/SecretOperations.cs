using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Secrets.Api;

/// <summary>Secrets Manager: rotation is served here; secrets and their replicas are the emulator's, corrected where it errs.</summary>
internal sealed class SecretOperations(SecretReplicas replicas, SecretVersions versions, SecretsStore store, IEmulator emulator) : IOperations
{
    private static readonly string[] Forwarded =
    [
        "BatchGetSecretValue", "DeleteResourcePolicy", "GetRandomPassword", "GetSecretValue", "ListSecretVersionIds", "PutResourcePolicy",
        "PutSecretValue", "RemoveRegionsFromReplication", "RestoreSecret", "TagResource", "UntagResource", "UpdateSecret",
    ];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateSecret", replicas.ReplicateAsync),
        new("ReplicateSecretToRegions", replicas.ReplicateAsync),
        new("GetResourcePolicy", replicas.PolicyAsync),
        new("DescribeSecret", async (request, cancellationToken) => Describe(await replicas.DescribeAsync(request, cancellationToken))),
        new("ListSecrets", replicas.ListAsync),
        new("UpdateSecretVersionStage", MoveLabelAsync),
        new("DeleteSecret", async (request, cancellationToken) => Forget(await emulator.AnswerAsync(request, cancellationToken))),
        .. Forwarded.Select(name => Operation.Forwarded(name, emulator)),
    ];

    private AwsResponse Describe(AwsResponse response)
    {
        if (response.Status != StatusCodes.Status200OK || JsonNode.Parse(response.Body) is not JsonObject secret) return response;
        // The emulator writes the member of ListSecrets besides.
        secret.Remove("SecretVersionsToStages");
        var labels = secret.Structure("VersionIdsToStages").DeepClone().AsObject();
        // A version without a label is deprecated: AWS does not show it.
        foreach (var version in labels.Where(version => version.Value is JsonArray { Count: 0 }).Select(version => version.Key).ToList()) labels.Remove(version);
        store.Read(state =>
        {
            if (state.Rotations.GetValueOrDefault(secret.Text("ARN") ?? "") is not { } rotation) return false;
            secret["RotationEnabled"] = rotation.Enabled;
            secret["RotationLambdaARN"] = rotation.FunctionArn;
            secret["RotationRules"] = rotation.Rules.DeepClone();
            if (rotation.LastRotatedAt is { } last) secret["LastRotatedDate"] = AwsResponse.Epoch(last);
            if (rotation.NextRotationAt is { } next) secret["NextRotationDate"] = AwsResponse.Epoch(next);
            // Pending before the function has given it a value.
            if (rotation.Run is { } run && SecretVersions.Holder(secret, SecretVersions.Pending) is null && !labels.ContainsKey(run.Token))
                labels[run.Token] = JsonReading.Array([SecretVersions.Pending]);
            return true;
        });
        if (labels.Count > 0) secret["VersionIdsToStages"] = labels;
        return AwsResponse.Json(secret);
    }

    private async Task<AwsResponse> MoveLabelAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var input = request.Json;
        var (label, from, to) = (input.Text("VersionStage"), input.Text("RemoveFromVersionId"), input.Text("MoveToVersionId"));
        var secret = await versions.DescribeAsync(request.Region, input.Required("SecretId", "InvalidParameterException"), cancellationToken);
        var answer = AwsResponse.Json(new JsonObject { ["ARN"] = secret.Text("ARN"), ["Name"] = secret.Text("Name") });
        if (to is not null && SecretVersions.LabelsOf(secret, to) is null) throw RotationSchedule.Invalid($"Not a valid version: {to}");
        if (label == SecretVersions.Pending && from is not null && to is null && GiveUp(secret, from)) return answer;
        var holder = SecretVersions.Holder(secret, label ?? "");
        if (holder is not null && holder == to) return answer;
        if (holder is not null && from is null)
            throw RotationSchedule.Invalid($"The parameter RemoveFromVersionId can't be empty. Staging label {label} is currently attached to version {holder}, "
                + "so you must explicitly reference that version in RemoveFromVersionId.");
        if (label != SecretVersions.Current || holder != from || to is null || secret.Text("PrimaryRegion") is not null)
            return await emulator.AnswerAsync(request, cancellationToken);
        await versions.PromoteAsync(request.Region, secret, to, cancellationToken);
        return answer;
    }

    // Taking the label away is how one ends a rotation that cannot be completed.
    private bool GiveUp(JsonObject secret, string version) => store.Write(state =>
    {
        if (state.Rotations.GetValueOrDefault(secret.Text("ARN")!) is not { Run: { } run } rotation || run.Token != version) return false;
        rotation.Run = null;
        return SecretVersions.LabelsOf(secret, version)?.Contains(SecretVersions.Pending) != true;
    });

    private AwsResponse Forget(AwsResponse response)
    {
        if (response.Status == StatusCodes.Status200OK && JsonNode.Parse(response.Body) is JsonObject deleted && deleted.Text("ARN") is { } arn)
            store.Write(state => state.Rotations.Remove(arn));
        return response;
    }
}
