namespace Notejam.AccessControl.Tests.Peer;

/// <summary>The same numbers from the same seed, on every version of .NET: SplitMix64.</summary>
internal sealed class PeerRandom(ulong seed)
{
    private ulong _state = seed;

    public int Below(int limit)
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }

    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];

    public List<T> Some<T>(int most, Func<T> make) => [.. Enumerable.Range(0, 1 + Below(most)).Select(_ => make())];
}
