using Serilog.Sinks.SystemConsole.Themes;

namespace Nuke.Common.Execution;

/// <summary>The colours of the engine's own lines. None where the terminal has none.</summary>
internal sealed class Theme
{
    private const string Reset = "\e[0m";

    // One bright colour a level, the same for the engine's lines and the log's.
    private const string DebugColor = "\e[39;1m";
    private const string InformationColor = "\e[38;5;45;1m";
    private const string WarningColor = "\e[38;5;214;1m";
    private const string ErrorColor = "\e[38;5;196;1m";
    private const string SuccessColor = "\e[32;1m";
    private const string QuietColor = "\e[38;5;247m";

    private readonly bool _colors;

    private Theme(bool colors) => _colors = colors;

    public static Theme Current { get; } =
        new(Environment.GetEnvironmentVariable("TERM")?.StartsWith("xterm", StringComparison.OrdinalIgnoreCase) ?? false);

    public ConsoleTheme Console => _colors ? CreateConsoleTheme() : ConsoleTheme.None;

    public string Debug(string text) => Paint(text, DebugColor);

    public string Information(string text) => Paint(text, InformationColor);

    public string Warning(string text) => Paint(text, WarningColor);

    public string Error(string text) => Paint(text, ErrorColor);

    public string Success(string text) => Paint(text, SuccessColor);

    private static AnsiConsoleTheme CreateConsoleTheme() => new(new Dictionary<ConsoleThemeStyle, string>
    {
        [ConsoleThemeStyle.Text] = "\e[39m",
        [ConsoleThemeStyle.SecondaryText] = QuietColor,
        [ConsoleThemeStyle.TertiaryText] = QuietColor,
        [ConsoleThemeStyle.Name] = DebugColor,
        [ConsoleThemeStyle.Invalid] = InformationColor,
        [ConsoleThemeStyle.Null] = InformationColor,
        [ConsoleThemeStyle.Number] = InformationColor,
        [ConsoleThemeStyle.String] = InformationColor,
        [ConsoleThemeStyle.Boolean] = InformationColor,
        [ConsoleThemeStyle.Scalar] = InformationColor,
        [ConsoleThemeStyle.LevelVerbose] = QuietColor,
        [ConsoleThemeStyle.LevelDebug] = DebugColor,
        [ConsoleThemeStyle.LevelInformation] = InformationColor,
        [ConsoleThemeStyle.LevelWarning] = WarningColor,
        [ConsoleThemeStyle.LevelError] = ErrorColor,
        [ConsoleThemeStyle.LevelFatal] = ErrorColor,
    });

    private string Paint(string text, string color) =>
        _colors && !string.IsNullOrWhiteSpace(text) ? $"{color}{text}{Reset}" : text;
}
