using System.Text.Json;

namespace Notejam.Pipeline.Infra;

/// <summary>
/// Remembers, for a quarter of an hour, that a stack stands as its files say: a plan found no difference, or an apply went
/// through. It counts only for these very files and values, and while nobody has written the state since. A plan takes
/// half a minute of both cores, and most deliveries change no infrastructure.
/// </summary>
/// <param name="folder">Where it is remembered: a folder of this stack, workspace and destination.</param>
/// <param name="findStateVersion">What tells one state from the next; null when there is none.</param>
public sealed class KnownState(string folder, Func<CancellationToken, Task<string?>> findStateVersion, TimeProvider time)
{
    /// <summary>How long it counts: what is changed by hand is noticed by the first delivery after that, and by Plan at once.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(15);

    private string File => Path.Combine(folder, "known.json");

    /// <summary>Why the stack need not be planned; null when it must be.</summary>
    /// <param name="fingerprint">Stands for the files and values of now.</param>
    public async Task<string?> FindAsync(string fingerprint, CancellationToken cancellationToken)
    {
        if (Read() is not { } known || known.Fingerprint != fingerprint) return null;
        var age = time.GetUtcNow() - known.At;
        if (age < TimeSpan.Zero || age > Validity) return null;
        return await findStateVersion(cancellationToken) == known.State
            ? $"{known.How} {Ago(age)} from these very files, and nobody has written the state since; ./build.sh Plan looks for changes made by hand"
            : null;
    }

    /// <summary>Notes that the stack stands as its files say.</summary>
    /// <param name="fingerprint">Stands for the files and values that were planned or applied.</param>
    /// <param name="how">How that is known: <c>planned</c> or <c>applied</c>.</param>
    public async Task NoteAsync(string fingerprint, string how, CancellationToken cancellationToken)
    {
        if (await findStateVersion(cancellationToken) is not { } state) return;
        Directory.CreateDirectory(folder);
        await System.IO.File.WriteAllTextAsync(File, JsonSerializer.Serialize(new Known(fingerprint, state, how, time.GetUtcNow())), cancellationToken);
    }

    /// <summary>Forgets it, before the stack is looked at anew or changed.</summary>
    public void Forget()
    {
        // Before the first preparation there is no folder either.
        if (System.IO.File.Exists(File)) System.IO.File.Delete(File);
    }

    private Known? Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Known>(System.IO.File.ReadAllText(File)) : null;
        }
        catch (JsonException)
        {
            // A run was killed while it wrote.
            return null;
        }
    }

    private static string Ago(TimeSpan age) => age.TotalMinutes < 1 ? "less than a minute ago" : $"{age.TotalMinutes:0} min ago";

    private sealed record Known(string Fingerprint, string State, string How, DateTimeOffset At);
}
