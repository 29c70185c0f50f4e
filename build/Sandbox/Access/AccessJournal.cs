using System.Collections.Concurrent;
using Notejam.AccessControl.Decisions;

namespace Notejam.Sandbox.Access;

/// <summary>The decisions since the gateway started: equal ones are one entry with a count.</summary>
public sealed class AccessJournal(TimeProvider time)
{
    private const int Capacity = 10_000;
    private readonly ConcurrentDictionary<(string Principal, string Action, string Resources, string Origin, string By), AccessRecord> _records = new();

    /// <summary>Adds a decision.</summary>
    /// <param name="resources">ARNs of all resources of the request.</param>
    /// <param name="region">The region that was asked.</param>
    /// <param name="origin">What asked: the operation of a request, or the name of a service's call.</param>
    public void Note(AccessDecision decision, IReadOnlyList<string> resources, string region, string origin)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var (now, by) = (time.GetUtcNow(), decision.IsAllowed ? string.Join(", ", decision.Statements) : decision.Message);
        _records.AddOrUpdate(
            (decision.Principal, decision.Action, string.Join(' ', resources), origin, by),
            _ => new AccessRecord(decision.Principal, decision.Action, resources, region, decision.IsAllowed, by, origin, 1, now, now),
            (_, record) => record with { Count = record.Count + 1, Last = now });
        if (_records.Count > Capacity) Forget();
    }

    /// <summary>The decisions, the newest first.</summary>
    /// <param name="since">Only what was decided at or after this moment.</param>
    public IReadOnlyList<AccessRecord> Read(DateTimeOffset? since = null) =>
        [.. _records.Values.Where(record => since is null || record.Last >= since).OrderByDescending(record => record.Last)];

    private void Forget()
    {
        foreach (var (key, _) in _records.OrderBy(pair => pair.Value.Last).Take(Capacity / 10)) _records.TryRemove(key, out _);
    }
}

/// <summary>A decision, and how often it was made.</summary>
/// <param name="Principal">Who asked: an ARN, or the name of a service.</param>
/// <param name="Action">As policies write it.</param>
/// <param name="Resources">ARNs, or <c>*</c>.</param>
/// <param name="Region">The region that was asked.</param>
/// <param name="Allowed">Whether it was allowed.</param>
/// <param name="By">The statements that allowed it, or what the caller was told.</param>
/// <param name="Origin">The operation that needed it, or the name of a call that a service makes itself.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
public sealed record AccessRecord(
    string Principal, string Action, IReadOnlyList<string> Resources, string Region, bool Allowed, string By, string Origin, int Count, DateTimeOffset First, DateTimeOffset Last);
