using System.Text;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Reads what a process writes to its file, as far as it has got.</summary>
internal sealed class OutputFile(string path) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    private readonly MemoryStream _rest = new();
    private readonly Lock _lock = new();

    /// <summary>The lines that are new since the last call.</summary>
    /// <param name="all">Whether the last line counts although its end is missing.</param>
    public IReadOnlyList<string> ReadNew(bool all)
    {
        lock (_lock)
        {
            _stream.CopyTo(_rest);
            var text = Encoding.UTF8.GetString(_rest.GetBuffer(), 0, (int)_rest.Length);
            var end = all ? text.Length : text.LastIndexOf('\n') + 1;
            if (end == 0) return [];
            var kept = Encoding.UTF8.GetBytes(text[end..]);
            _rest.SetLength(0);
            _rest.Write(kept);
            return [.. text[..end].TrimEnd('\n').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stream.Dispose();
        _rest.Dispose();
        if (File.Exists(path)) File.Delete(path);
    }
}
