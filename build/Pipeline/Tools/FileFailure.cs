using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>What the operating system says of a file or folder, with what helps.</summary>
internal static class FileFailure
{
    private const int WindowsFacility = unchecked((int)0x80070000);

    // Numbers of errno.h, which .NET hands on as the HResult. Linux has the number, macOS another for some.
    private static readonly HashSet<int> Full = [28, 122, 69, WindowsFacility | 0x70, WindowsFacility | 0x27];
    private static readonly HashSet<int> ReadOnly = [30, WindowsFacility | 0x13];
    private static readonly HashSet<int> TooManyOpen = [23, 24, WindowsFacility | 0x04];
    private static readonly HashSet<int> Loop = [40, 62];

    /// <summary>The message of a failure: what could not be done, the system's own words, and what to do.</summary>
    /// <param name="what">What could not be done; null: the words of the failure name the file.</param>
    public static PipelineException Explain(Exception exception, string? what = null) =>
        new(what is null ? exception.Message : $"{what}: {exception.Message}", Remedy(exception), exception);

    private static string? Remedy(Exception exception) => exception switch
    {
        UnauthorizedAccessException => $"Give {Environment.UserName} the right to it, or remove what is in its place.",
        PathTooLongException => "Shorten the path: move the clone to a folder with a shorter name, or rename the file.",
        FileNotFoundException or DirectoryNotFoundException => "Put it back (git status names what is missing), or run the stage that makes it.",
        IOException { HResult: var code } when Full.Contains(code) => "Make room on that disk, and run the same command again: it goes on where this one stopped.",
        IOException { HResult: var code } when ReadOnly.Contains(code) => "That file system is mounted read-only: mount it for writing, or use a clone elsewhere.",
        IOException { HResult: var code } when TooManyOpen.Contains(code) => "Too many files are open: raise the limit (ulimit -n).",
        IOException { HResult: var code } when Loop.Contains(code) => "Its symbolic links lead in a circle: correct them.",
        IOException => "See what lies at that path, and run the same command again.",
        _ => null,
    };
}
