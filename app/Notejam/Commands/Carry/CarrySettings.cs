using Notejam.Configuration;

namespace Notejam.Commands.Carry;

/// <summary>What the commands that carry content are configured by, besides the database.</summary>
internal static class CarrySettings
{
    /// <summary>The environment's secret.</summary>
    /// <exception cref="ConfigurationException">Application__Secret is no JSON object of texts.</exception>
    public static ApplicationSecret Secret()
    {
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables();
        SecretDocument.AddTo(configuration);
        return ApplicationSecret.Read(new SettingsReader(configuration));
    }
}
