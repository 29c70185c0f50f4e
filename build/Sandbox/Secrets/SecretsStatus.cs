using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Secrets;

/// <summary>Rotations, for the page.</summary>
internal sealed class SecretsStatus(SecretsStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "secretsmanager";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject { ["rotations"] = JsonReading.Array(store.Read(state => state.Rotations.Values.Select(Describe).ToList())) };

    private static JsonObject Describe(Rotation rotation) => new()
    {
        ["region"] = rotation.Region,
        ["name"] = rotation.SecretArn[(rotation.SecretArn.LastIndexOf(':') + 1)..],
        ["status"] = rotation.Run switch
        {
            { HasFailed: true } => "failed",
            { } run when run.Done < run.Steps().Count => run.Steps()[run.Done],
            { } => "finishing",
            _ => rotation.LastError is not null ? "failed" : rotation.Enabled ? "waiting" : "cancelled",
        },
        ["lastRotatedAt"] = rotation.LastRotatedAt is { } last ? AwsResponse.Iso(last) : null,
        ["nextRotationAt"] = rotation.NextRotationAt is { } next ? AwsResponse.Iso(next) : null,
        ["error"] = rotation.LastError,
    };
}
