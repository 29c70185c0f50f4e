namespace Notejam.Build.Hosting;

/// <summary>
/// The log that NUKE keeps open for as long as a build runs. It begins by emptying the file of that name, which fails when another
/// run has it open: no second run in the same clone, not even <c>--help</c>, would get any further.
/// </summary>
internal static class BuildLog
{
    /// <summary>Takes the name from a log of another run, which goes on to write without it: each run has a log of its own.</summary>
    public static void GiveWay(string temporaryFolder)
    {
        try
        {
            File.Delete(Path.Combine(temporaryFolder, "build.log"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps what is open. NUKE says so then.
        }
    }
}
