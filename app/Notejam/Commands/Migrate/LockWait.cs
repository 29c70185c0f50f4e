namespace Notejam.Commands.Migrate;

/// <summary>What a session waits for, who holds it, and how many wait for the session.</summary>
/// <param name="Object">For example <c>notes</c>.</param>
/// <param name="Blocked">Sessions that wait for a lock which the session holds or has asked for before them.</param>
internal sealed record LockWait(string? Object, IReadOnlyList<DatabaseSession> Holders, int Blocked)
{
    /// <summary>The wait, for people: <c>waits for a lock on notes held by session 42 (…)</c>.</summary>
    public string Describe() =>
        $"waits for a lock on {Object ?? "an object that could not be seen"} held by {(Holders.Count == 0 ? "a session that could not be seen" : string.Join(" and ", Holders.Select(holder => holder.Describe())))}";
}
