using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Secrets.Model;

/// <summary>Secrets and their versions, as the emulator keeps them.</summary>
internal sealed class SecretVersions(IEmulator emulator)
{
    public const string Current = "AWSCURRENT";
    public const string Pending = "AWSPENDING";
    public const string Previous = "AWSPREVIOUS";

    /// <summary>A secret with its versions and labels.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public Task<JsonObject> DescribeAsync(string region, string secret, CancellationToken cancellationToken) =>
        CallAsync(region, "DescribeSecret", new JsonObject { ["SecretId"] = secret }, cancellationToken);

    /// <summary>The labels of a version; null when there is no such version.</summary>
    public static IReadOnlyList<string>? LabelsOf(JsonObject secret, string version) => secret.Structure("VersionIdsToStages") is var versions
        && versions.ContainsKey(version) ? versions.Texts(version) : null;

    /// <summary>The version that has a label; null when none has.</summary>
    public static string? Holder(JsonObject secret, string label) => secret.Structure("VersionIdsToStages")
        .FirstOrDefault(version => version.Value is JsonArray labels && labels.Any(each => each?.GetValue<string>() == label)).Key;

    /// <summary>
    /// Makes a version the current one and the one before the previous one. The emulator's own UpdateSecretVersionStage moves
    /// the labels but goes on answering with the old value where no label is asked for, and confuses the labels at the next
    /// PutSecretValue: so the value is put again, as current, under the version that it has.
    /// </summary>
    public async Task PromoteAsync(string region, JsonObject secret, string version, CancellationToken cancellationToken)
    {
        var id = secret.Text("ARN")!;
        var labels = LabelsOf(secret, version) ?? [];
        var before = Holder(secret, Current);
        var kept = before is null ? [] : (LabelsOf(secret, before) ?? []).Except([Current, Previous, Pending]).ToList();
        // The emulator puts a value again only under a version that is pending.
        var pending = Holder(secret, Pending);
        if (pending != version) await MoveAsync(region, id, Pending, pending, version, cancellationToken);
        var value = await ValueAsync(region, id, version, cancellationToken);
        value["SecretId"] = id;
        value["ClientRequestToken"] = version;
        value["VersionStages"] = JsonReading.Array(labels.Except([Previous, Current]).Append(Current));
        await CallAsync(region, "PutSecretValue", value, cancellationToken);
        if (pending is not null && pending != version) await MoveAsync(region, id, Pending, null, pending, cancellationToken);
        foreach (var label in kept) await MoveAsync(region, id, label, null, before, cancellationToken);
    }

    /// <summary>Gives the current value to a new version that is pending, as a try of the rotation function needs it.</summary>
    public async Task CopyCurrentAsync(string region, string secret, string version, CancellationToken cancellationToken)
    {
        var value = await ValueAsync(region, secret, null, cancellationToken);
        value["SecretId"] = secret;
        value["ClientRequestToken"] = version;
        value["VersionStages"] = JsonReading.Array([Pending]);
        await CallAsync(region, "PutSecretValue", value, cancellationToken);
    }

    /// <summary>Moves a label from a version to another, either of which may be none.</summary>
    public Task MoveAsync(string region, string secret, string label, string? from, string? to, CancellationToken cancellationToken)
    {
        var input = new JsonObject { ["SecretId"] = secret, ["VersionStage"] = label };
        if (from is not null) input["RemoveFromVersionId"] = from;
        if (to is not null) input["MoveToVersionId"] = to;
        return CallAsync(region, "UpdateSecretVersionStage", input, cancellationToken);
    }

    private async Task<JsonObject> ValueAsync(string region, string secret, string? version, CancellationToken cancellationToken)
    {
        var input = new JsonObject { ["SecretId"] = secret };
        if (version is not null) input["VersionId"] = version;
        var answer = await CallAsync(region, "GetSecretValue", input, cancellationToken);
        var value = new JsonObject();
        foreach (var name in new[] { "SecretString", "SecretBinary" })
            if (answer[name] is { } part) value[name] = part.DeepClone();
        return value;
    }

    private Task<JsonObject> CallAsync(string region, string operation, JsonObject input, CancellationToken cancellationToken) =>
        emulator.CallAsync(region, "secretsmanager", "secretsmanager." + operation, input, cancellationToken);
}
