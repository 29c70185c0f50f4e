using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Lifecycle and repository policies: kept and given back.</summary>
public sealed class PolicyOperations(EcrStore store) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("PutLifecyclePolicy", (request, _) => Change(request, repository =>
            Lifecycle(repository, repository.LifecyclePolicy = request.Json.Required("lifecyclePolicyText")))),
        new("GetLifecyclePolicy", (request, _) => Look(request, repository =>
            Evaluated(Lifecycle(repository, repository.LifecyclePolicy ?? throw EcrErrors.NoLifecyclePolicy(repository.Name))))),
        new("DeleteLifecyclePolicy", (request, _) => Change(request, repository =>
        {
            var answer = Evaluated(Lifecycle(repository, repository.LifecyclePolicy ?? throw EcrErrors.NoLifecyclePolicy(repository.Name)));
            repository.LifecyclePolicy = null;
            return answer;
        })),
        new("SetRepositoryPolicy", (request, _) => Change(request, repository =>
            Policy(repository, repository.Policy = request.Json.Required("policyText")))),
        new("GetRepositoryPolicy", (request, _) => Look(request, repository =>
            Policy(repository, repository.Policy ?? throw EcrErrors.NoRepositoryPolicy(repository.Name)))),
        new("DeleteRepositoryPolicy", (request, _) => Change(request, repository =>
        {
            var answer = Policy(repository, repository.Policy ?? throw EcrErrors.NoRepositoryPolicy(repository.Name));
            repository.Policy = null;
            return answer;
        })),
    ];

    private Task<AwsResponse> Look(AwsRequest request, Func<Repository, JsonObject> answer) =>
        Task.FromResult(store.Read(request.Region, state => AwsResponse.Json(answer(state.Repository(request)))));

    private Task<AwsResponse> Change(AwsRequest request, Func<Repository, JsonObject> change) =>
        Task.FromResult(store.Write(request.Region, state => AwsResponse.Json(change(state.Repository(request)))));

    private JsonObject Evaluated(JsonObject answer)
    {
        answer["lastEvaluatedAt"] = AwsResponse.Epoch(store.Now);
        return answer;
    }

    private static JsonObject Lifecycle(Repository repository, string text) => Named(repository, "lifecyclePolicyText", text);

    private static JsonObject Policy(Repository repository, string text) => Named(repository, "policyText", text);

    private static JsonObject Named(Repository repository, string key, string text) => new()
    {
        ["registryId"] = SandboxOptions.AccountId,
        ["repositoryName"] = repository.Name,
        [key] = text,
    };
}
