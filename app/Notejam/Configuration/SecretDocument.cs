using System.Text.Json;

namespace Notejam.Configuration;

/// <summary>The one JSON secret of the application, as ECS puts it into the environment.</summary>
public static class SecretDocument
{
    private const string Variable = "Application:Secret";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["secret_key"] = "Application:SecretKey",
        ["smtp_username"] = "Mail:Username",
        ["smtp_password"] = "Mail:Password",
    };

    /// <summary>Adds what Application__Secret holds to the configuration. Variables of their own win; other keys are left alone.</summary>
    /// <exception cref="ConfigurationException">It is no JSON object of texts. The message does not quote it.</exception>
    public static void AddTo(IConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration[Variable] is not { Length: > 0 } text) return;
        try
        {
            using var document = JsonDocument.Parse(text);
            var values = document.RootElement.EnumerateObject()
                .Where(property => Settings.ContainsKey(property.Name) && configuration[Settings[property.Name]] is null)
                .ToDictionary(property => Settings[property.Name], property => property.Value.GetString());
            configuration.AddInMemoryCollection(values);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ConfigurationException(["Application__Secret is not a JSON object of texts such as {\"secret_key\": \"…\"}"]);
        }
    }
}
