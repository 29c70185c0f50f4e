namespace Notejam.Build.Hosting;

/// <summary>NUKE decides by the terminal's name alone: it writes its colours into files and pipes too.</summary>
internal static class Colours
{
    /// <summary>Tells NUKE to write without colours when the output is a file or pipe, or the user sets NO_COLOR (https://no-color.org).</summary>
    public static void Settle()
    {
        if (Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) Environment.SetEnvironmentVariable("TERM", "dumb");
    }
}
