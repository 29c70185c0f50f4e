using System.Globalization;

namespace Notejam.Pipeline.Tools;

/// <summary>Files for traces: a new one each time, which only its owner may read.</summary>
/// <param name="folders">Where to write, the first that can be written to.</param>
public sealed class ErrorLog(IReadOnlyList<string> folders, TimeProvider time)
{
    /// <summary>Writes a trace.</summary>
    /// <returns>The file; null where none could be written.</returns>
    public string? Write(string trace)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"error-{time.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}.log");
        foreach (var folder in folders)
        {
            try
            {
                Directory.CreateDirectory(folder);
                var path = Path.Combine(folder, name);
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using var writer = new StreamWriter(path, options);
                writer.Write(trace);
                return path;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                // The next one, then.
            }
        }

        return null;
    }
}
