namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>
/// Hands out items in the exact ratio of their weights: over one cycle each comes as often as its (reduced) weight says,
/// spread as evenly as it can be. Safe for many callers at once.
/// </summary>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _schedule;
    private int _last = -1;

    /// <summary>Makes a choice; items of weight 0 never come.</summary>
    public WeightedChoice(IReadOnlyList<(T Item, int Weight)> items)
    {
        var divisor = items.Aggregate(0, (common, item) => GreatestCommonDivisor(common, item.Weight));
        _schedule = divisor == 0 ? [] : Smooth([.. items.Select(item => (item.Item, item.Weight / divisor))]);
    }

    /// <summary>Length of a cycle; 0 when nothing has a weight.</summary>
    public int Cycle => _schedule.Length;

    /// <summary>The next item, or the default when nothing has a weight.</summary>
    public T? Next() => _schedule.Length == 0 ? default : _schedule[(int)((uint)Interlocked.Increment(ref _last) % (uint)_schedule.Length)];

    // Each turn everyone gains its weight, the richest is taken and pays the total: no bursts of one item.
    private static T[] Smooth((T Item, int Weight)[] items)
    {
        var total = items.Sum(item => item.Weight);
        var credit = new int[items.Length];
        var schedule = new T[total];
        for (var turn = 0; turn < total; turn++)
        {
            for (var i = 0; i < items.Length; i++) credit[i] += items[i].Weight;
            var richest = Array.IndexOf(credit, credit.Max());
            credit[richest] -= total;
            schedule[turn] = items[richest].Item;
        }

        return schedule;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
