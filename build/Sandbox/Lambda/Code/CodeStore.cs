using System.IO.Compression;
using System.Security.Cryptography;
using Notejam.Sandbox.Lambda.Api;

namespace Notejam.Sandbox.Lambda.Code;

/// <summary>The code of functions: each zip file once, by its hash, and what is in it as the function sees it at /var/task.</summary>
internal sealed class CodeStore(SandboxOptions options)
{
    // AWS's limits: of a direct upload, and of what is unpacked.
    private const int ZipLimit = 50 * 1024 * 1024;
    private const long UnpackedLimit = 262_144_000;
    private readonly Lock _lock = new();

    private string Root => Path.Combine(options.StateDirectory, "lambda", "code");

    /// <summary>Keeps a zip file and unpacks it.</summary>
    /// <returns>Its SHA-256, Base64.</returns>
    /// <exception cref="Gateway.AwsException">It is too large, or no zip file.</exception>
    public string Add(byte[] zip)
    {
        if (zip.Length > ZipLimit)
            throw LambdaErrors.Invalid($"The zip file has {zip.Length} bytes; more than {ZipLimit} cannot be uploaded.");
        var hash = SHA256.HashData(zip);
        lock (_lock)
        {
            var folder = FolderOf(hash);
            if (!Directory.Exists(folder)) Unpack(zip, folder);
        }

        return Convert.ToBase64String(hash);
    }

    /// <summary>The folder of a zip file's content.</summary>
    public string Find(string sha256) => FolderOf(Convert.FromBase64String(sha256));

    /// <summary>Deletes all code but this.</summary>
    public void Keep(IReadOnlySet<string> sha256)
    {
        if (!Directory.Exists(Root)) return;
        var kept = sha256.Select(Find).ToHashSet(StringComparer.Ordinal);
        lock (_lock)
            foreach (var folder in Directory.GetDirectories(Root).Where(folder => !kept.Contains(folder))) Directory.Delete(folder, recursive: true);
    }

    // Moved into place: a folder that is there is whole.
    private static void Unpack(byte[] zip, string folder)
    {
        var unfinished = folder + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
            if (archive.Entries.Sum(entry => entry.Length) > UnpackedLimit)
                throw LambdaErrors.Invalid($"Unzipped size must be smaller than {UnpackedLimit} bytes");
            archive.ExtractToDirectory(unfinished);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            Directory.Delete(unfinished, recursive: true);
            throw LambdaErrors.Invalid($"Could not unzip uploaded file. Please check your file, then try to upload again. ({error.Message})");
        }

        Directory.Move(unfinished, folder);
    }

    private string FolderOf(byte[] hash) => Path.Combine(Root, Convert.ToHexStringLower(hash));
}
