using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery;

/// <summary>The database's secret: <c>{"username": …, "password": …}</c>.</summary>
internal static class DatabaseSecret
{
    /// <summary>The password in it.</summary>
    /// <exception cref="PipelineException">There is none; the secret itself is not told.</exception>
    public static string PasswordOf(string name, string secret)
    {
        try
        {
            if ((string?)StrictJson.Parse(secret)?["password"] is { Length: > 0 } password) return password;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Said below; the parser's own words may hold a piece of it.
        }

        throw new PipelineException($"The secret {name} has no password in it.", """It is {"username": …, "password": …}: compare it with the primary region's.""");
    }
}
