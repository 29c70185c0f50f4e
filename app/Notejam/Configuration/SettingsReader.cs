using System.Globalization;

namespace Notejam.Configuration;

/// <summary>Reads settings and collects what is wrong with them, so that one run names everything.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> problems = [];

    /// <summary>A text that must be there; empty counts as missing.</summary>
    public string Required(string key)
    {
        if (Optional(key) is { } value) return value;
        problems.Add($"{Variable(key)} is missing");
        return "";
    }

    /// <summary>A text that may be absent.</summary>
    public string? Optional(string key) => configuration[key] is { Length: > 0 } value ? value : null;

    /// <summary>A TCP port.</summary>
    public int Port(string key, int fallback)
    {
        if (Optional(key) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535) return port;
        problems.Add($"{Variable(key)} is '{text}', not a port from 1 to 65535");
        return fallback;
    }

    /// <summary>true or false.</summary>
    public bool Flag(string key, bool fallback)
    {
        if (Optional(key) is not { } text) return fallback;
        if (bool.TryParse(text, out var flag)) return flag;
        problems.Add($"{Variable(key)} is '{text}', not true or false");
        return fallback;
    }

    /// <summary>A whole number of seconds.</summary>
    public TimeSpan Seconds(string key, int fallback, int max)
    {
        if (Optional(key) is not { } text) return TimeSpan.FromSeconds(fallback);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= max) return TimeSpan.FromSeconds(seconds);
        problems.Add($"{Variable(key)} is '{text}', not a number of seconds from 0 to {max}");
        return TimeSpan.FromSeconds(fallback);
    }

    /// <summary>A whole number within limits.</summary>
    /// <param name="unit">What is counted, for the message: <c>minutes</c>.</param>
    public int Number(string key, string unit, int fallback, int min, int max)
    {
        if (Optional(key) is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        problems.Add($"{Variable(key)} is '{text}', not a number of {unit} from {min} to {max}");
        return fallback;
    }

    /// <summary>An http or https address.</summary>
    public Uri? Url(string key, bool required)
    {
        if ((required ? Required(key) : Optional(key)) is not { Length: > 0 } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)) return url;
        problems.Add($"{Variable(key)} is '{text}', not an address such as https://notejam.example");
        return null;
    }

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public T Choice<T>(string key, T fallback) where T : struct, Enum
    {
        if (Optional(key) is not { } text) return fallback;
        var names = Enum.GetNames<T>();
        if (names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } match) return Enum.Parse<T>(match);
        problems.Add($"{Variable(key)} is '{text}', not one of {string.Join(", ", names)}");
        return fallback;
    }

    /// <exception cref="ConfigurationException">Something that was read is missing or wrong.</exception>
    public void ThrowIfInvalid()
    {
        if (problems.Count > 0) throw new ConfigurationException([.. problems]);
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
