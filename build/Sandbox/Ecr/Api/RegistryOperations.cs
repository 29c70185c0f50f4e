using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>The registry of a region as a whole: login and policy.</summary>
public sealed class RegistryOperations(EcrStore store, RegistryTokens tokens, SandboxOptions options) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("GetAuthorizationToken", Authorize),
        new("GetRegistryPolicy", (request, _) => Look(request, state => Policy(state.Policy ?? throw EcrErrors.NoRegistryPolicy()))),
        new("PutRegistryPolicy", (request, _) => Change(request, state => Policy(state.Policy = request.Json.Required("policyText")))),
        new("DeleteRegistryPolicy", (request, _) => Change(request, state =>
        {
            var answer = Policy(state.Policy ?? throw EcrErrors.NoRegistryPolicy());
            state.Policy = null;
            return answer;
        })),
    ];

    private AwsResponse Authorize(AwsRequest request)
    {
        // Also says in which regions there is a registry.
        _ = store.Read(request.Region, state => state.Repositories.Count);
        var (password, expires) = tokens.Issue(request.AccessKey);
        var data = new JsonObject
        {
            ["authorizationToken"] = RegistryTokens.Encode(password),
            ["expiresAt"] = AwsResponse.Epoch(expires),
            ["proxyEndpoint"] = $"http://127.0.0.1:{options.RegistryPort(request.Region)}",
        };
        return AwsResponse.Json(new JsonObject { ["authorizationData"] = new JsonArray(data) });
    }

    private Task<AwsResponse> Look(AwsRequest request, Func<EcrRegion, JsonObject> answer) =>
        Task.FromResult(store.Read(request.Region, state => AwsResponse.Json(answer(state))));

    private Task<AwsResponse> Change(AwsRequest request, Func<EcrRegion, JsonObject> change) =>
        Task.FromResult(store.Write(request.Region, state => AwsResponse.Json(change(state))));

    private static JsonObject Policy(string text) => new() { ["registryId"] = SandboxOptions.AccountId, ["policyText"] = text };
}
