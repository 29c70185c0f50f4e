using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Database;

/// <summary>Who signs in to the database, as the secret has it: JSON with username and password.</summary>
internal sealed record DatabaseCredentials(string Username, string Password)
{
    /// <summary>Reads a secret's value.</summary>
    /// <exception cref="HookException">It is not of this form. Its content is in no message.</exception>
    public static DatabaseCredentials Parse(string value)
    {
        try
        {
            var json = (JsonObject)JsonNode.Parse(value)!;
            if ((string?)json["username"] is { Length: > 0 } username && (string?)json["password"] is { Length: > 0 } password) return new(username, password);
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException or InvalidOperationException)
        {
            // The exception would show the value.
        }

        throw new HookException("The database's secret is no JSON object with username and password.");
    }

    /// <summary>The secret's value.</summary>
    public string ToSecret() => new JsonObject { ["username"] = Username, ["password"] = Password }.ToJsonString();

    /// <summary>Without the password.</summary>
    public override string ToString() => Username;
}
