using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Code;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Functions: create, get, list, delete.</summary>
internal sealed class FunctionOperations(LambdaStore store, FunctionSettings settings, CodeReader code, CodeGarbage garbage, TimeProvider time) : IOperations
{
    private const string Path = "/2015-03-31/functions/{function}";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateFunction", "POST /2015-03-31/functions", CreateAsync),
        new("ListFunctions", "GET /2015-03-31/functions", List),
        new("GetFunction", "GET " + Path, Get),
        new("GetFunctionConfiguration", "GET " + Path + "/configuration", call => Show(call, (function, version) => FunctionJson.Write(function, version, call.Reference().Qualifier))),
        new("DeleteFunction", "DELETE " + Path, Delete),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var input = call.Json;
        var name = FunctionReference.Parse(input.Required("FunctionName")).Name;
        DemandNew(call.Region, name);
        var configuration = await settings.NewAsync(call.Region, input, cancellationToken);
        var (sha256, size) = await code.ReadAsync(call.Region, input.Structure("Code"), cancellationToken);
        return store.Write(call.Region, region =>
        {
            DemandNew(region, name);
            var function = new Function
            {
                Name = name,
                Arn = LambdaLookups.ArnOf(call.Region, name),
                Latest = new FunctionVersion
                {
                    Version = FunctionVersion.LatestName,
                    Settings = configuration,
                    CodeSha256 = sha256,
                    CodeSize = size,
                    ModifiedAt = time.GetUtcNow(),
                    RevisionId = Guid.NewGuid().ToString(),
                },
            };
            foreach (var (key, value) in input.Structure("Tags")) function.Tags[key] = value?.GetValue<string>() ?? "";
            region.Functions[name] = function;
            var shown = input.Flag("Publish") == true ? Publishing.Publish(function, null) : function.Latest;
            return AwsResponse.Json(FunctionJson.Write(function, shown, shown == function.Latest ? null : shown.Version), StatusCodes.Status201Created);
        });
    }

    private AwsResponse Get(AwsRequest call) => Show(call, (function, version) =>
    {
        var shown = new JsonObject
        {
            ["Configuration"] = FunctionJson.Write(function, version, call.Reference().Qualifier),
            ["Code"] = new JsonObject { ["RepositoryType"] = "S3" },
        };
        if (function.Tags.Count > 0) shown["Tags"] = FunctionJson.Write(function.Tags);
        if (function.ReservedConcurrency is { } reserved) shown["Concurrency"] = new JsonObject { ["ReservedConcurrentExecutions"] = reserved };
        return shown;
    });

    private AwsResponse List(AwsRequest call) => store.Read(call.Region, region => LambdaPages.Cut(call, "Functions", region.Functions.Values
        .SelectMany(function => call.QueryString["FunctionVersion"] == "ALL" ? function.All : [function.Latest], (function, version) =>
            FunctionJson.Write(function, version, call.QueryString["FunctionVersion"] == "ALL" ? version.Version : null))));

    private AwsResponse Delete(AwsRequest call)
    {
        store.Write(call.Region, region =>
        {
            var function = region.Function(call);
            var qualifier = call.Reference().Qualifier;
            if (qualifier is null) return region.Functions.Remove(function.Name);
            if (function.Resolve(qualifier) is not { Version: not FunctionVersion.LatestName } version || function.Aliases.ContainsKey(qualifier))
                throw LambdaErrors.Invalid($"{qualifier} cannot be deleted by itself: only a published version can.");
            if (function.Aliases.Values.FirstOrDefault(alias => alias.Version == version.Version) is { } user)
                throw LambdaErrors.Conflict($"Version {version.Version} is used by the alias {user.Name}.");
            return function.Versions.Remove(int.Parse(version.Version, System.Globalization.CultureInfo.InvariantCulture));
        });
        garbage.Collect();
        return AwsResponse.Json(status: StatusCodes.Status204NoContent);
    }

    private AwsResponse Show(AwsRequest call, Func<Function, FunctionVersion, JsonObject> show) => store.Read(call.Region, region =>
    {
        var function = region.Function(call);
        return AwsResponse.Json(show(function, function.Resolve(call.Reference().Qualifier)));
    });

    private void DemandNew(string region, string name) => store.Read(region, state =>
    {
        DemandNew(state, name);
        return true;
    });

    private static void DemandNew(LambdaRegion region, string name)
    {
        if (region.Functions.ContainsKey(name)) throw LambdaErrors.Conflict($"Function already exist: {name}");
    }
}
