namespace Notejam.Sandbox.Gateway.Faults;

/// <summary>The sandbox's own API for faults.</summary>
public static class FaultRoutes
{
    /// <summary>Adds <c>/_sandbox/faults</c>: POST a rule, GET all, DELETE one or all.</summary>
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/_sandbox/faults", (FaultRules rules) => Results.Json(rules.All));
        routes.MapPost("/_sandbox/faults", (Fault fault, FaultRules rules) => Add(fault, rules));
        routes.MapDelete("/_sandbox/faults", (FaultRules rules) => Results.Json(new { removed = rules.Remove(null) }));
        routes.MapDelete("/_sandbox/faults/{id}", (string id, FaultRules rules) =>
            rules.Remove(id) > 0 ? Results.Json(new { removed = 1 }) : Results.Json(new { error = $"There is no fault '{id}'." }, statusCode: StatusCodes.Status404NotFound));
    }

    private static IResult Add(Fault fault, FaultRules rules)
    {
        var complaint = fault switch
        {
            { Count: < 1 } => "count must be at least 1, or absent for no end.",
            { Kind: FaultKind.Latency or FaultKind.LateCopy or FaultKind.LazyLoading, LatencyMs: <= 0 } => $"latencyMs must be given, and more than 0, for {fault.Kind}.",
            { Kind: FaultKind.DeadRegion, Region: null } => "region must be given for DeadRegion.",
            _ => null,
        };
        return complaint is null
            ? Results.Json(rules.Add(fault), statusCode: StatusCodes.Status201Created)
            : Results.Json(new { error = complaint }, statusCode: StatusCodes.Status400BadRequest);
    }
}
