namespace Notejam.Pipeline.Tools;

/// <summary>A file of profiles, where the environment says that it is.</summary>
/// <param name="Variable">The variable that may name it.</param>
/// <param name="Named">What that variable holds; null when it is not set.</param>
/// <param name="Usual">The file's name in <c>~/.aws</c>.</param>
public sealed record CredentialFile(string Variable, string? Named, string Usual)
{
    private string Place => Named is not null ? System.IO.Path.GetFullPath(Named)
        : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws", Usual);

    /// <summary>Why the file holds no profile; null when it can be read. The usual file may be missing, a file that the variable names may not.</summary>
    public string? Fault
    {
        get
        {
            if (Directory.Exists(Place)) return "is a folder";
            if (!File.Exists(Place)) return Named is null ? null : "is not there";
            try
            {
                using var opened = File.OpenRead(Place);
                return null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return "cannot be read";
            }
        }
    }

    /// <summary>The file that a client of AWS may read; null when it may read none.</summary>
    public string? Path => Fault is null && File.Exists(Place) ? Place : null;

    /// <summary>What there is to say of it where no credentials were found; null for a file that can be read.</summary>
    public string? Complaint => Fault is not { } fault ? null : Named is null ? $"~/.aws/{Usual} {fault}" : $"{Variable} names {Named}, which {fault}";

    /// <inheritdoc />
    public override string ToString()
    {
        var remarks = new[] { Named is null ? null : Variable, Fault is { } fault ? $"which {fault}" : null }.Where(remark => remark is not null).ToList();
        return $"{Named ?? $"~/.aws/{Usual}"}{(remarks.Count > 0 ? $" ({string.Join(", ", remarks)})" : "")}";
    }
}
