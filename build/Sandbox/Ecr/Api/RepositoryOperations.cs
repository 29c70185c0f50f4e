using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Repositories: create, describe, delete, configure.</summary>
public sealed partial class RepositoryOperations(EcrStore store, ImageStore images, SandboxOptions options) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateRepository", Create),
        new("DescribeRepositories", Describe),
        new("DeleteRepository", DeleteAsync),
        new("PutImageTagMutability", PutTagMutability),
        new("PutImageScanningConfiguration", PutScanning),
    ];

    private AwsResponse Create(AwsRequest request)
    {
        var name = request.Json.Required("repositoryName");
        if (name.Length is < 2 or > 256 || !NamePattern().IsMatch(name))
            throw EcrErrors.Invalid($"Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '{NamePattern()}''");
        var encryption = request.Json["encryptionConfiguration"] as JsonObject;
        return store.Write(request.Region, state =>
        {
            if (state.Repositories.ContainsKey(name)) throw EcrErrors.RepositoryExists(name);
            var repository = new Repository
            {
                Name = name,
                CreatedAt = store.Now,
                TagMutability = request.Json.Text("imageTagMutability") ?? "MUTABLE",
                ScanOnPush = ScanOnPush(request.Json),
                EncryptionType = encryption?.Text("encryptionType") ?? "AES256",
                KmsKey = encryption?.Text("kmsKey"),
            };
            foreach (var tag in request.Json.Objects("tags")) repository.Tags[tag.Required("Key")] = tag.Text("Value") ?? "";
            state.Repositories[name] = repository;
            return AwsResponse.Json(new JsonObject { ["repository"] = Describe(request, repository) });
        });
    }

    private AwsResponse Describe(AwsRequest request) => store.Read(request.Region, state =>
    {
        var names = request.Json.Texts("repositoryNames");
        var found = names.Count == 0
            ? state.Repositories.Values
            : names.Select(name => state.Repositories.GetValueOrDefault(name) ?? throw EcrErrors.NoRepository(name));
        return AwsResponse.Json(EcrArguments.Page(request, "repositories", [.. found.Select(repository => Describe(request, repository))]));
    });

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var force = request.Json["force"]?.GetValue<bool>() ?? false;
        var deleted = store.Write(request.Region, state =>
        {
            var repository = state.Repository(request);
            if (repository.Images.Count > 0 && !force) throw EcrErrors.NotEmpty(repository.Name);
            state.Repositories.Remove(repository.Name);
            return repository;
        });
        // A repository of the same name starts empty.
        foreach (var image in deleted.Images) await images.DeleteManifestAsync(request.Region, deleted.Name, image.Digest, cancellationToken);
        return AwsResponse.Json(new JsonObject { ["repository"] = Describe(request, deleted) });
    }

    private AwsResponse PutTagMutability(AwsRequest request) => store.Write(request.Region, state =>
    {
        var repository = state.Repository(request);
        repository.TagMutability = request.Json.Required("imageTagMutability");
        return AwsResponse.Json(Name(repository, "imageTagMutability", repository.TagMutability));
    });

    private AwsResponse PutScanning(AwsRequest request) => store.Write(request.Region, state =>
    {
        var repository = state.Repository(request);
        repository.ScanOnPush = ScanOnPush(request.Json);
        return AwsResponse.Json(Name(repository, "imageScanningConfiguration", new JsonObject { ["scanOnPush"] = repository.ScanOnPush }));
    });

    private JsonObject Describe(AwsRequest request, Repository repository)
    {
        var encryption = new JsonObject { ["encryptionType"] = repository.EncryptionType };
        if (repository.EncryptionType != "AES256")
            encryption["kmsKey"] = repository.KmsKey ?? request.Arn("kms", "alias/aws/ecr");
        return new JsonObject
        {
            ["repositoryArn"] = request.Arn("ecr", "repository/" + repository.Name),
            ["registryId"] = SandboxOptions.AccountId,
            ["repositoryName"] = repository.Name,
            ["repositoryUri"] = $"127.0.0.1:{options.RegistryPort(request.Region)}/{repository.Name}",
            ["createdAt"] = AwsResponse.Epoch(repository.CreatedAt),
            ["imageTagMutability"] = repository.TagMutability,
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = repository.ScanOnPush },
            ["encryptionConfiguration"] = encryption,
        };
    }

    private static bool ScanOnPush(JsonObject json) => json["imageScanningConfiguration"]?["scanOnPush"]?.GetValue<bool>() ?? false;

    private static JsonObject Name(Repository repository, string key, JsonNode value) => new()
    {
        ["registryId"] = SandboxOptions.AccountId,
        ["repositoryName"] = repository.Name,
        [key] = value,
    };

    [GeneratedRegex("^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
