using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Emulator;

/// <summary>Reads secrets for the rooms that hand them to servers and containers.</summary>
public sealed class Secrets(IEmulator emulator)
{
    /// <summary>A secret's value.</summary>
    /// <param name="region">The secret's region.</param>
    /// <param name="id">Its ARN or name.</param>
    /// <param name="jsonKey">The key of the value within a JSON secret; the whole secret when null or empty.</param>
    /// <exception cref="AwsException">No such secret, or no such key in it.</exception>
    public async Task<string> GetAsync(string region, string id, string? jsonKey = null, CancellationToken cancellationToken = default)
    {
        var output = await emulator.CallAsync(region, "secretsmanager", "secretsmanager.GetSecretValue", new JsonObject { ["SecretId"] = id }, cancellationToken);
        var text = output["SecretString"]?.GetValue<string>()
            ?? throw new AwsException("ResourceNotFoundException", $"The secret {id} has no text value.");
        return string.IsNullOrEmpty(jsonKey) ? text : Pick(text, id, jsonKey);
    }

    private static string Pick(string text, string id, string jsonKey)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject values && values[jsonKey] is { } value)
                return value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        }
        catch (JsonException)
        {
            // Not JSON: it has no keys. What it is must not be in the message.
        }

        throw new AwsException("ResourceNotFoundException", $"retrieved secret from Secrets Manager did not contain json key {jsonKey} ({id})");
    }
}
