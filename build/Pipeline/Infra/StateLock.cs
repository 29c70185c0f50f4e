using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>The lock on a state that Terraform found taken.</summary>
/// <param name="Id">Its ID, which <c>terraform force-unlock</c> wants.</param>
/// <param name="Who">Who holds it, as <c>user@host</c>.</param>
/// <param name="Created">Since when.</param>
public sealed partial record StateLock(string Id, string Who, DateTimeOffset Created)
{
    // Terraform takes the lock after it was started; the two clocks are one, their resolutions are not.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>How Terraform would name this user on this machine.</summary>
    public static string Self => $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The lock that a failure of Terraform tells of; null when it failed for another reason.</summary>
    public static StateLock? Find(string failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (!failure.Contains("Error acquiring the state lock", StringComparison.Ordinal)) return null;
        string Value(Regex field) => field.Match(failure).Groups[1].Value;
        // Go prints its times as 2026-01-31 12:00:00.123456789 +0000 UTC.
        return DateTimeOffset.TryParse(Value(CreatedField()), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            ? new StateLock(Value(IdField()), Value(WhoField()), created)
            : null;
    }

    /// <summary>
    /// Whether it was left by a Terraform that this folder had started and that was killed: taken on this machine by this
    /// user, after that process had been started, while nothing that could hold it is alive. Everybody else's lock stays.
    /// </summary>
    /// <param name="left">What earlier runs have left in this folder.</param>
    /// <param name="self">This user on this machine, see <see cref="Self"/>.</param>
    /// <param name="running">When the Terraforms that run on this machine were started, of whatever folder.</param>
    public bool WasLeftBy(IEnumerable<SupervisedProcess> left, string self, IEnumerable<DateTimeOffset> running) =>
        Who == self
        && left.Any(process => !process.IsRunning && Created >= process.Started - Tolerance)
        && !running.Any(started => started <= Created + Tolerance);

    /// <summary>When the Terraforms that run on this machine, and may hold a lock of a folder's states, were started.</summary>
    /// <param name="dataDirectory">Terraform's folder (<c>TF_DATA_DIR</c>), initialized.</param>
    /// <param name="environment">The variables that a Terraform of this process is given.</param>
    public static IReadOnlyList<DateTimeOffset> FindRunning(string dataDirectory, Func<string, string?> environment)
    {
        var found = new List<DateTimeOffset>();
        foreach (var process in Process.GetProcessesByName("terraform"))
        {
            using (process)
            {
                try
                {
                    if (!HasAnotherBackend(process.Id, dataDirectory, environment)) found.Add(process.StartTime);
                }
                catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
                {
                    // It has just ended.
                }
            }
        }

        return found;
    }

    // Of what cannot be known the worse is assumed: on a system without /proc, and of an endpoint that is not said by variables.
    private static bool HasAnotherBackend(int process, string dataDirectory, Func<string, string?> environment)
    {
        try
        {
            var variables = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/environ")).Split('\0');
            string? Value(string name) => variables.FirstOrDefault(variable => variable.StartsWith(name + '=', StringComparison.Ordinal))?[(name.Length + 1)..];
            if (FindEndpoint(Value) is { } elsewhere && FindEndpoint(environment) is { } here && elsewhere != here) return true;
            if (Value("TF_DATA_DIR") is not { } theirs || Path.GetFullPath(theirs) == Path.GetFullPath(dataDirectory)) return false;
            return FindBackend(theirs) is { } another && FindBackend(dataDirectory) is { } own && !JsonNode.DeepEquals(another, own);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return false;
        }
    }

    private static string? FindEndpoint(Func<string, string?> environment) => environment("AWS_ENDPOINT_URL_S3") ?? environment("AWS_ENDPOINT_URL");

    private static JsonNode? FindBackend(string dataDirectory)
    {
        var file = Path.Combine(dataDirectory, "terraform.tfstate");
        return File.Exists(file) ? StrictJson.Parse(File.ReadAllText(file))?["backend"]?["config"] : null;
    }

    [GeneratedRegex(@"\bID:\s+([0-9a-f-]+)")]
    private static partial Regex IdField();

    [GeneratedRegex(@"\bWho:\s+(\S+)")]
    private static partial Regex WhoField();

    [GeneratedRegex(@"\bCreated:\s+(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)")]
    private static partial Regex CreatedField();
}
