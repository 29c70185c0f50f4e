using System.Text.Json.Serialization;
using Notejam.Sandbox.Gateway.Throttling;

namespace Notejam.Sandbox.Gateway.Faults;

/// <summary>A rule that makes requests fail.</summary>
public sealed record Fault
{
    /// <summary>Names the rule; given by the sandbox.</summary>
    public string Id { get; init; } = "";

    /// <summary>What happens.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Signing name of the service; any when null.</summary>
    public string? Service { get; init; }

    /// <summary>The operation; any when null.</summary>
    public string? Operation { get; init; }

    /// <summary>The region; any when null.</summary>
    public string? Region { get; init; }

    /// <summary>How many requests it still hits; no end when null.</summary>
    public int? Count { get; init; }

    /// <summary>Milliseconds that a request waits, for <see cref="FaultKind.Latency"/>, a copy, for <see cref="FaultKind.LateCopy"/>, or until a restored volume is loaded, for <see cref="FaultKind.LazyLoading"/>.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Whether it happens to requests, and not to what goes on behind them.</summary>
    [JsonIgnore]
    public bool IsOfRequests => Kind is FaultKind.Throttle or FaultKind.InternalError or FaultKind.Unavailable or FaultKind.Latency or FaultKind.LostResponse or FaultKind.ExpiredCredentials;

    /// <summary>Whether the rule is about such a request.</summary>
    public bool Matches(string service, string operation, string region) =>
        Same(Service, service) && Same(Operation, operation) && Same(Region, region);

    /// <summary>Lets it happen before the request has any effect.</summary>
    /// <returns>The failure to answer with, or null when the request goes on.</returns>
    public async Task<AwsResponse?> ApplyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        if (Kind == FaultKind.Latency) await Task.Delay(LatencyMs, cancellationToken);
        return Failure(request.Service) is var (code, message, status) ? AwsResponse.Error(request, code, message, status) : null;
    }

    /// <summary>The error that the rule answers with; null when it lets requests through.</summary>
    /// <param name="service">Signing name of the service called.</param>
    public (string Code, string Message, int Status)? Failure(string service) => Kind switch
    {
        FaultKind.Throttle when Throttled.Error(service) is var error => (error.Code, error.Message, error.Status),
        FaultKind.InternalError => ("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", StatusCodes.Status500InternalServerError),
        FaultKind.Unavailable => ("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", StatusCodes.Status503ServiceUnavailable),
        FaultKind.ExpiredCredentials => ("ExpiredTokenException", "The security token included in the request is expired", StatusCodes.Status403Forbidden),
        _ => null,
    };

    private static bool Same(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.OrdinalIgnoreCase);
}
