using System.Collections.Concurrent;

namespace Notejam.Sandbox.Gateway.Throttling;

/// <summary>Counts clients' requests against the rates that AWS publishes. What services do for each other does not count, as on AWS.</summary>
/// <param name="time">Measures time; rates are those of real seconds.</param>
public sealed class RateLimiter(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Region, string Service, string Category), TokenBucket> _buckets = new();

    /// <summary>The refusal of a request beyond the rate; null when it may go on.</summary>
    public AwsException? Refusal(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var limit in RateLimits.Of(request.Service, request.Operation))
        {
            var region = request.Service == RateLimits.Global ? "" : request.Region;
            var bucket = _buckets.GetOrAdd((region, request.Service, limit.Category), _ => new TokenBucket(limit, time));
            if (!bucket.TryTake()) return Throttled.Error(request.Service);
        }

        return null;
    }
}
