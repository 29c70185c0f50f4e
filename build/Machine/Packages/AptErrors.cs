namespace Notejam.Machine.Packages;

/// <summary>Reads apt-get's error output.</summary>
public static class AptErrors
{
    private static readonly (string Text, AptAnswer Answer)[] Signs =
    [
        ("dpkg was interrupted", AptAnswer.Interrupted),
        ("Could not get lock", AptAnswer.Locked),
        ("Unable to acquire the dpkg frontend lock", AptAnswer.Locked),
        ("Unable to lock", AptAnswer.Locked),
        ("Unable to locate package", AptAnswer.ListsOutOfDate),
        ("has no installation candidate", AptAnswer.ListsOutOfDate),
        ("404  Not Found", AptAnswer.ListsOutOfDate),
        ("Unable to fetch some archives", AptAnswer.ListsOutOfDate),
    ];

    /// <summary>Classifies what apt-get wrote to standard error (in the C locale).</summary>
    public static AptAnswer Read(string error) =>
        Signs.FirstOrDefault(sign => error.Contains(sign.Text, StringComparison.Ordinal)).Answer;
}
