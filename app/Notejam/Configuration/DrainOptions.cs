namespace Notejam.Configuration;

/// <summary>How long a task goes on serving after SIGTERM before it takes no more requests.</summary>
public sealed record DrainOptions(TimeSpan Delay)
{
    private const int DefaultSeconds = 5;
    private const int MaxSeconds = 15;

    /// <summary>Reads Drain__Seconds.</summary>
    public static DrainOptions Read(SettingsReader settings) => new(settings.Seconds("Drain:Seconds", DefaultSeconds, MaxSeconds));
}
