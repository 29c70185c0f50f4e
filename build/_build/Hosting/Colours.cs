namespace Notejam.Build.Hosting;

/// <summary>NUKE decides by the terminal's name alone: it writes its colours into files and pipes too.</summary>
internal static class Colours
{
    /// <summary>Takes the name away where nobody sees colours, or wants them (https://no-color.org).</summary>
    public static void Settle()
    {
        if (Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) Environment.SetEnvironmentVariable("TERM", "dumb");
    }
}
