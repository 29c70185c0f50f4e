using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Gateway;

/// <summary>The operations of services that only the emulator serves and whose path alone names them.</summary>
internal static class EmulatedRoutes
{
    private static readonly Dictionary<string, (string Operation, RouteTemplate Route)[]> Routes = new(StringComparer.Ordinal)
    {
        // botocore scheduler/2021-06-30
        ["scheduler"] =
        [
            ("CreateSchedule", new RouteTemplate("POST /schedules/{Name}")),
            ("DeleteSchedule", new RouteTemplate("DELETE /schedules/{Name}")),
            ("GetSchedule", new RouteTemplate("GET /schedules/{Name}")),
            ("ListSchedules", new RouteTemplate("GET /schedules")),
            ("UpdateSchedule", new RouteTemplate("PUT /schedules/{Name}")),
            ("CreateScheduleGroup", new RouteTemplate("POST /schedule-groups/{Name}")),
            ("DeleteScheduleGroup", new RouteTemplate("DELETE /schedule-groups/{Name}")),
            ("GetScheduleGroup", new RouteTemplate("GET /schedule-groups/{Name}")),
            ("ListScheduleGroups", new RouteTemplate("GET /schedule-groups")),
            ("ListTagsForResource", new RouteTemplate("GET /tags/{ResourceArn}")),
            ("TagResource", new RouteTemplate("POST /tags/{ResourceArn}")),
            ("UntagResource", new RouteTemplate("DELETE /tags/{ResourceArn}")),
        ],
        // botocore xray/2016-04-12
        ["xray"] =
        [
            ("PutTraceSegments", new RouteTemplate("POST /TraceSegments")),
            ("PutTelemetryRecords", new RouteTemplate("POST /TelemetryRecords")),
        ],
    };

    /// <summary>The request with its operation and the parameters of its path; as it is when it is none of these.</summary>
    public static AwsRequest Resolve(AwsRequest request)
    {
        if (request.Protocol != AwsProtocol.Rest || !Routes.TryGetValue(request.Service, out var routes)) return request;
        foreach (var (operation, route) in routes)
            if (route.Match(request) is { } path)
                return request with { Operation = operation, Path = path, QueryString = RouteTemplate.QueryStringOf(request) };
        return request;
    }
}
