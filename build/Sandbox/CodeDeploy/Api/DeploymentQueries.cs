using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Deployments: get and list.</summary>
internal sealed class DeploymentQueries(CodeDeployStore store) : IOperations
{
    private const int PageSize = 100;
    private const int BatchLimit = 25;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("GetDeployment", GetAsync),
        new("BatchGetDeployments", BatchGetAsync),
        new("ListDeployments", ListAsync),
    ];

    /// <summary>GetDeployment.</summary>
    public Task<AwsResponse> GetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Json(new JsonObject { ["deploymentInfo"] = DeploymentJson.Write(region, region.Deployment(request.Json)) })));

    /// <summary>BatchGetDeployments.</summary>
    public Task<AwsResponse> BatchGetAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var ids = request.Json.Texts("deploymentIds");
        if (ids.Count > BatchLimit)
            throw new AwsException("BatchLimitExceededException", $"The maximum number of deployments that can be described at once is {BatchLimit}.");
        var found = ids.Select(id => region.Deployments.GetValueOrDefault(id)).OfType<Deployment>();
        return AwsResponse.Json(new JsonObject { ["deploymentsInfo"] = JsonReading.Array(found.Select(item => DeploymentJson.Write(region, item))) });
    }));

    /// <summary>ListDeployments: newest first.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var input = request.Json;
        if (input.Text("deploymentGroupName") is not null) region.Group(input);
        else if (input.Text("applicationName") is not null) region.Application(input);
        var statuses = input.Texts("includeOnlyStatuses");
        foreach (var status in statuses.Where(status => !DeploymentStatus.All.Contains(status)))
            throw new AwsException("InvalidDeploymentStatusException", $"{status} is not a status of deployments.");
        var range = input.Structure("createTimeRange");
        if (range.Moment("start") > range.Moment("end"))
            throw new AwsException("InvalidTimeRangeException", "The start of the time range is after its end.");

        var ids = region.Deployments.Values
            .Where(item => input.Text("applicationName") is not { } application || item.ApplicationName == application)
            .Where(item => input.Text("deploymentGroupName") is not { } group || item.GroupName == group)
            .Where(item => statuses.Count == 0 || statuses.Contains(item.Status))
            .Where(item => !(item.CreatedAt < range.Moment("start")) && !(item.CreatedAt > range.Moment("end")))
            .OrderByDescending(item => item.CreatedAt).Select(item => item.Id).ToList();
        return Page(ids, input.Text("nextToken"));
    }));

    private static AwsResponse Page(List<string> ids, string? token)
    {
        var start = 0;
        if (token is not null && (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start >= ids.Count))
            throw new AwsException("InvalidNextTokenException", "The next token is not valid.");
        var json = new JsonObject { ["deployments"] = JsonReading.Array(ids.Skip(start).Take(PageSize)) };
        if (start + PageSize < ids.Count) json["nextToken"] = (start + PageSize).ToString(CultureInfo.InvariantCulture);
        return AwsResponse.Json(json);
    }
}
