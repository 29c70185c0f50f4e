using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Versions and their aliases.</summary>
internal sealed class VersionOperations(LambdaStore store) : IOperations
{
    private const string Versions = "/2015-03-31/functions/{function}/versions";
    private const string Aliases = "/2015-03-31/functions/{function}/aliases";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PublishVersion", "POST " + Versions, Publish),
        new("ListVersionsByFunction", "GET " + Versions, call => store.Read(call.Region, region =>
        {
            var function = region.Function(call);
            return LambdaPages.Cut(call, "Versions", function.All.Select(version => FunctionJson.Write(function, version, version.Version)));
        })),
        new("CreateAlias", "POST " + Aliases, CreateAlias),
        new("ListAliases", "GET " + Aliases, call => store.Read(call.Region, region =>
        {
            var function = region.Function(call);
            return LambdaPages.Cut(call, "Aliases", function.Aliases.Values.Select(alias => FunctionJson.Write(function, alias)));
        })),
        new("GetAlias", "GET " + Aliases + "/{alias}", call => store.Read(call.Region, region => AwsResponse.Json(FunctionJson.Write(region.Function(call), Find(region, call))))),
        new("UpdateAlias", "PUT " + Aliases + "/{alias}", UpdateAlias),
        new("DeleteAlias", "DELETE " + Aliases + "/{alias}", call => store.Write(call.Region, region =>
        {
            // ResourceNotFoundException is not among its errors (botocore lambda DeleteAlias).
            region.Functions.GetValueOrDefault(call.Reference().Name)?.Aliases.Remove(call.Path["alias"]);
            return AwsResponse.Json(status: StatusCodes.Status204NoContent);
        })),
    ];

    private AwsResponse Publish(AwsRequest call) => store.Write(call.Region, region =>
    {
        var function = region.Function(call);
        if (call.Json.Text("CodeSha256") is { } sha && sha != function.Latest.CodeSha256)
            throw LambdaErrors.Invalid($"CodeSHA256 ({sha}) is different from current CodeSHA256 in $LATEST ({function.Latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.");
        if (call.Json.Text("RevisionId") is { } revision && revision != function.Latest.RevisionId) throw LambdaErrors.WrongRevision();
        var version = Publishing.Publish(function, call.Json.Text("Description"));
        return AwsResponse.Json(FunctionJson.Write(function, version, version.Version), StatusCodes.Status201Created);
    });

    private AwsResponse CreateAlias(AwsRequest call) => store.Write(call.Region, region =>
    {
        var (function, name) = (region.Function(call), call.Json.Required("Name"));
        if (function.Aliases.ContainsKey(name)) throw LambdaErrors.Conflict($"Alias already exists: {function.Arn}:{name}");
        return Set(function, new FunctionAlias(name, call.Json.Required("FunctionVersion"), "", ""), call, StatusCodes.Status201Created);
    });

    private AwsResponse UpdateAlias(AwsRequest call) => store.Write(call.Region, region =>
    {
        var before = Find(region, call);
        if (call.Json.Text("RevisionId") is { } revision && revision != before.RevisionId) throw LambdaErrors.WrongRevision();
        return Set(region.Function(call), before with { Version = call.Json.Text("FunctionVersion") ?? before.Version }, call, StatusCodes.Status200OK);
    });

    private static AwsResponse Set(Function function, FunctionAlias alias, AwsRequest call, int status)
    {
        if (call.Json.Structure("RoutingConfig").Structure("AdditionalVersionWeights").Count > 0)
            throw LambdaErrors.NotServed("aliases with weights are not implemented");
        if (function.Aliases.ContainsKey(alias.Version)) throw LambdaErrors.Invalid("An alias leads to a version, not to an alias.");
        _ = function.Resolve(alias.Version);
        var changed = alias with { Description = call.Json.Text("Description") ?? alias.Description, RevisionId = Guid.NewGuid().ToString() };
        function.Aliases[alias.Name] = changed;
        return AwsResponse.Json(FunctionJson.Write(function, changed), status);
    }

    private static FunctionAlias Find(LambdaRegion region, AwsRequest call)
    {
        var (function, name) = (region.Function(call), call.Path["alias"]);
        return function.Aliases.GetValueOrDefault(name) ?? throw LambdaErrors.NotFound($"Cannot find alias arn: {function.Arn}:{name}");
    }
}
