using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Code;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Changes of a function: its code, its configuration. Processes of the old one end after what they are doing.</summary>
internal sealed class ChangeOperations(LambdaStore store, FunctionSettings settings, CodeReader code, CodeGarbage garbage, TimeProvider time) : IOperations
{
    private const string Path = "/2015-03-31/functions/{function}";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("UpdateFunctionCode", "PUT " + Path + "/code", UpdateCodeAsync),
        new("UpdateFunctionConfiguration", "PUT " + Path + "/configuration", UpdateConfigurationAsync),
        new("GetFunctionCodeSigningConfig", "GET /2020-06-30/functions/{function}/code-signing-config", call => store.Read(call.Region, region =>
            AwsResponse.Json(new JsonObject { ["CodeSigningConfigArn"] = "", ["FunctionName"] = region.Function(call).Name }))),
    ];

    private async Task<AwsResponse> UpdateCodeAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var before = Find(call);
        var (sha256, size) = await code.ReadAsync(call.Region, call.Json, cancellationToken);
        var architectures = call.Json.Texts("Architectures");
        return Change(call, before, latest =>
        {
            var changed = latest.Settings.DeepClone().AsObject();
            if (architectures.Count > 0) changed["Architectures"] = JsonReading.Array(architectures);
            FunctionRules.Check(changed);
            return latest with { CodeSha256 = sha256, CodeSize = size, Settings = changed };
        });
    }

    private async Task<AwsResponse> UpdateConfigurationAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var before = Find(call);
        var changed = await settings.ChangedAsync(call.Region, before.Settings, call.Json, cancellationToken);
        return Change(call, before, latest => latest with { Settings = changed });
    }

    private FunctionVersion Find(AwsRequest call) => store.Read(call.Region, region =>
    {
        var latest = region.Function(call).Latest;
        if (call.Json.Text("RevisionId") is { } revision && revision != latest.RevisionId) throw LambdaErrors.WrongRevision();
        return latest;
    });

    private AwsResponse Change(AwsRequest call, FunctionVersion before, Func<FunctionVersion, FunctionVersion> change)
    {
        var answer = store.Write(call.Region, region =>
        {
            var function = region.Function(call);
            if (function.Latest.RevisionId != before.RevisionId)
                throw LambdaErrors.Conflict($"The operation cannot be performed at this time. An update is in progress for resource: {function.Arn}");
            var changed = change(function.Latest) with { ModifiedAt = time.GetUtcNow(), RevisionId = Guid.NewGuid().ToString() };
            if (call.Json.Flag("DryRun") == true) return AwsResponse.Json(FunctionJson.Write(function, changed, null));
            function.Latest = changed;
            var shown = call.Json.Flag("Publish") == true ? Publishing.Publish(function, null) : changed;
            return AwsResponse.Json(FunctionJson.Write(function, shown, shown == changed ? null : shown.Version));
        });
        garbage.Collect();
        return answer;
    }
}
