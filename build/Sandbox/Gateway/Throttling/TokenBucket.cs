namespace Notejam.Sandbox.Gateway.Throttling;

/// <summary>A bucket of tokens: each request takes one, time puts them back.</summary>
/// <param name="limit">Its size and its refill.</param>
/// <param name="time">Measures time.</param>
public sealed class TokenBucket(RateLimit limit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private double _tokens = limit.Capacity;
    private long _filled = time.GetTimestamp();

    /// <summary>Takes a token; false when there is none.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(limit.Capacity, _tokens + (time.GetElapsedTime(_filled, now).TotalSeconds * limit.Refill));
            _filled = now;
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }
}
