using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Who may call a function: the statements of its resource policy.</summary>
internal sealed class PermissionOperations(LambdaStore store) : IOperations
{
    private const string Path = "/2015-03-31/functions/{function}/policy";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("AddPermission", "POST " + Path, Add),
        new("GetPolicy", "GET " + Path, Get),
        new("RemovePermission", "DELETE " + Path + "/{statement}", Remove),
    ];

    private AwsResponse Add(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (function, qualifier) = (region.Function(call), call.Reference().Qualifier);
        if (qualifier is not null) _ = function.Resolve(qualifier);
        var id = call.Json.Required("StatementId");
        var statements = function.Policies.GetValueOrDefault(qualifier ?? "") ?? [];
        if (statements.Exists(statement => statement.Text("Sid") == id))
            throw LambdaErrors.Conflict($"The statement id ({id}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        var added = ResourcePolicy.Statement(call.Json, qualifier is null ? function.Arn : $"{function.Arn}:{qualifier}");
        statements.Add(added);
        function.Policies[qualifier ?? ""] = statements;
        return AwsResponse.Json(new JsonObject { ["Statement"] = added.ToJsonString() }, StatusCodes.Status201Created);
    });

    private AwsResponse Get(AwsRequest call) => store.Read(call.Region, region =>
    {
        var function = region.Function(call);
        var statements = Find(function, call) ?? throw NoPolicy();
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Id"] = "default", ["Statement"] = JsonReading.Array(statements) };
        return AwsResponse.Json(new JsonObject { ["Policy"] = policy.ToJsonString(), ["RevisionId"] = function.Latest.RevisionId });
    });

    private AwsResponse Remove(AwsRequest call) => store.Write(call.Region, region =>
    {
        var function = region.Function(call);
        var statements = Find(function, call) ?? throw NoPolicy();
        if (statements.RemoveAll(statement => statement.Text("Sid") == call.Path["statement"]) == 0)
            throw LambdaErrors.NotFound($"Statement {call.Path["statement"]} is not found in resource policy.");
        if (statements.Count == 0) function.Policies.Remove(call.Reference().Qualifier ?? "");
        return AwsResponse.Json(status: StatusCodes.Status204NoContent);
    });

    private static List<JsonObject>? Find(Function function, AwsRequest call) => function.Policies.GetValueOrDefault(call.Reference().Qualifier ?? "");

    private static Gateway.AwsException NoPolicy() => LambdaErrors.NotFound("The resource you requested does not exist.");
}
