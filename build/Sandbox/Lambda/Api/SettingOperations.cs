using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>What is set beside the configuration: reserved concurrency, what becomes of events, tags.</summary>
internal sealed class SettingOperations(LambdaStore store, TimeProvider time) : IOperations
{
    private const string Concurrency = "/2017-10-31/functions/{function}/concurrency";
    private const string Events = "/2019-09-25/functions/{function}/event-invoke-config";
    private const string Tags = "/2017-03-31/tags/{arn}";
    private const int MostRetries = 2;

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutFunctionConcurrency", "PUT " + Concurrency, PutConcurrency),
        new("GetFunctionConcurrency", "GET /2019-09-30/functions/{function}/concurrency", call => store.Read(call.Region, region => AwsResponse.Json(Show(region.Function(call))))),
        new("DeleteFunctionConcurrency", "DELETE " + Concurrency, call => Change(call, function => function.ReservedConcurrency = null)),
        new("PutFunctionEventInvokeConfig", "PUT " + Events, call => PutEvents(call, replace: true)),
        new("UpdateFunctionEventInvokeConfig", "POST " + Events, call => PutEvents(call, replace: false)),
        new("GetFunctionEventInvokeConfig", "GET " + Events, call => store.Read(call.Region, region =>
        {
            var function = region.Function(call);
            return AwsResponse.Json(Show(function, call, FindEvents(function, call) ?? throw NoEvents(function)));
        })),
        new("DeleteFunctionEventInvokeConfig", "DELETE " + Events, call => Change(call, function =>
        {
            if (!function.EventConfigs.Remove(Qualifier(call))) throw NoEvents(function);
        })),
        new("ListTags", "GET " + Tags, call => store.Read(call.Region, region => AwsResponse.Json(new JsonObject { ["Tags"] = FunctionJson.Write(Tagged(region, call).Tags) }))),
        new("TagResource", "POST " + Tags, call => ChangeTags(call, tags =>
        {
            foreach (var (key, value) in call.Json.Structure("Tags")) tags[key] = value?.GetValue<string>() ?? "";
        })),
        new("UntagResource", "DELETE " + Tags, call => ChangeTags(call, tags =>
        {
            foreach (var key in call.QueryString.GetValues("tagKeys") ?? []) tags.Remove(key);
        })),
    ];

    private AwsResponse PutConcurrency(AwsRequest call) => store.Write(call.Region, region =>
    {
        var function = region.Function(call);
        var given = call.Json.Number("ReservedConcurrentExecutions");
        if (given is not >= 0) throw LambdaErrors.Invalid($"ReservedConcurrentExecutions must be 0 or more, not {given}.");
        function.ReservedConcurrency = given;
        return AwsResponse.Json(Show(function));
    });

    private AwsResponse PutEvents(AwsRequest call, bool replace) => store.Write(call.Region, region =>
    {
        var function = region.Function(call);
        _ = function.Resolve(call.Reference().Qualifier);
        var before = replace ? null : FindEvents(function, call);
        var retries = call.Json.Number("MaximumRetryAttempts") ?? before?.Retries;
        if (retries is < 0 or > MostRetries) throw LambdaErrors.Invalid($"MaximumRetryAttempts must be from 0 to {MostRetries}, not {retries}.");
        var config = new EventInvokeConfig(
            retries,
            call.Json.Number("MaximumEventAgeInSeconds") ?? before?.AgeSeconds,
            (call.Json["DestinationConfig"] as JsonObject ?? before?.Destinations)?.DeepClone().AsObject() ?? [],
            time.GetUtcNow());
        function.EventConfigs[Qualifier(call)] = config;
        return AwsResponse.Json(Show(function, call, config));
    });

    private AwsResponse Change(AwsRequest call, Action<Function> change) => store.Write(call.Region, region =>
    {
        change(region.Function(call));
        return AwsResponse.Json(status: StatusCodes.Status204NoContent);
    });

    private AwsResponse ChangeTags(AwsRequest call, Action<SortedDictionary<string, string>> change) => store.Write(call.Region, region =>
    {
        change(Tagged(region, call).Tags);
        return AwsResponse.Json(status: StatusCodes.Status204NoContent);
    });

    private static Function Tagged(LambdaRegion region, AwsRequest call) => region.Function(call.Region, FunctionReference.Parse(call.Path["arn"]));

    private static string Qualifier(AwsRequest call) => call.Reference().Qualifier ?? "";

    private static EventInvokeConfig? FindEvents(Function function, AwsRequest call) => function.EventConfigs.GetValueOrDefault(Qualifier(call));

    private static AwsException NoEvents(Function function) => LambdaErrors.NotFound($"The function {function.Arn} doesn't have an EventInvokeConfig");

    private static JsonObject Show(Function function) =>
        function.ReservedConcurrency is { } reserved ? new JsonObject { ["ReservedConcurrentExecutions"] = reserved } : [];

    private static JsonObject Show(Function function, AwsRequest call, EventInvokeConfig config)
    {
        var shown = new JsonObject
        {
            ["FunctionArn"] = $"{function.Arn}:{(Qualifier(call) is { Length: > 0 } qualifier ? qualifier : FunctionVersion.LatestName)}",
            ["LastModified"] = AwsResponse.Epoch(config.ModifiedAt),
            ["DestinationConfig"] = config.Destinations.DeepClone(),
        };
        if (config.Retries is { } retries) shown["MaximumRetryAttempts"] = retries;
        if (config.AgeSeconds is { } age) shown["MaximumEventAgeInSeconds"] = age;
        return shown;
    }
}
