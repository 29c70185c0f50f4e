using Notejam.Pipeline.Backup.Verification;

namespace Notejam.Pipeline.Recovery;

/// <summary>Which recovery point is restored: the newest whose state and key allow it. Pure.</summary>
internal static class PointChoice
{
    /// <summary>The choice; null when none can be restored.</summary>
    /// <param name="points">Newest first.</param>
    /// <param name="keys">The keys of those whose state allows it.</param>
    public static ObservedPoint? Of(IEnumerable<ObservedPoint> points, IReadOnlyDictionary<string, ObservedKey> keys) => points.FirstOrDefault(point => Problem(point, keys) is null);

    /// <summary>Why a point cannot be restored; null when it can.</summary>
    public static string? Problem(ObservedPoint point, IReadOnlyDictionary<string, ObservedKey> keys)
    {
        if (!point.IsUsable) return $"{point.Name} is {point.Status}";
        // A continuous backup is restored to a point in time, and with other metadata.
        if (point.SnapshotIdentifier is null) return $"{point.Name} is no snapshot";
        if (point.KeyArn is not { } arn) return null;
        var state = keys.GetValueOrDefault(arn)?.State ?? "unknown";
        return state == "Enabled" ? null : $"the key of {point.Name} is {state}";
    }

    /// <summary>Why the newest ones cannot be restored, in words.</summary>
    public static string Why(IReadOnlyList<ObservedPoint> points, IReadOnlyDictionary<string, ObservedKey> keys)
    {
        var problems = points.Select(point => Problem(point, keys)).OfType<string>().ToList();
        return problems.Count == 0 ? "there are none" : CopyChecks.Some(problems);
    }
}
