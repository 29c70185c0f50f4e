using Notejam.Pipeline.Secrets;

namespace Notejam.Build.Hosting;

/// <summary>The values that Preseed was given: read once, before anything is begun, since standard input can be read only once.</summary>
internal static class GivenSecret
{
    private static ApplicationSecret? _read;

    /// <summary>Reads them, the first time.</summary>
    public static ApplicationSecret Read(string from)
    {
        using var input = Console.IsInputRedirected ? Console.OpenStandardInput() : null;
        return _read ??= SecretSource.Read(from, input);
    }
}
