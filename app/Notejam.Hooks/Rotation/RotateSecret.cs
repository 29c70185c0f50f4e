using System.Text.Json.Nodes;
using Amazon.SecretsManager;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Rotation;

/// <summary>
/// Secrets Manager's rotation in its four steps, with the checks that AWS's own templates make. Secrets Manager calls each
/// step with the same token, which becomes the id of the new version, and repeats a step that failed.
/// </summary>
internal sealed class RotateSecret(IAmazonSecretsManager secrets, ISecretOwner owner, FunctionLog log) : IHandler
{
    /// <inheritdoc />
    public async Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (step, token) = (invocation.Required("Step"), invocation.Required("ClientRequestToken"));
        var store = new SecretStore(secrets, invocation.Required("SecretId"));
        var stages = await store.ReadStagesAsync(cancellationToken);
        if (!stages.TryGetValue(token, out var own)) throw new HookException($"{store.Id} has no version {token} to rotate to.");
        if (own.Contains(SecretStore.Current))
        {
            log.Info($"{step}: version {token} of {store.Id} is current already");
            return null;
        }

        if (!own.Contains(SecretStore.Pending)) throw new HookException($"Version {token} of {store.Id} is not at {SecretStore.Pending}.");
        await (step switch
        {
            "createSecret" => CreateAsync(store, token, cancellationToken),
            "setSecret" => owner.SetAsync(await store.ReadAsync(SecretStore.Pending, token, cancellationToken), await store.ReadAsync(SecretStore.Current, null, cancellationToken), cancellationToken),
            "testSecret" => owner.TestAsync(await store.ReadAsync(SecretStore.Pending, token, cancellationToken), cancellationToken),
            "finishSecret" => store.MakeCurrentAsync(token, stages.FirstOrDefault(version => version.Value.Contains(SecretStore.Current)).Key, cancellationToken),
            _ => throw new HookException($"There is no step '{step}' in a rotation."),
        });
        log.Info($"{step}: done for version {token} of {store.Id}");
        return null;
    }

    /// <summary>A value that is there already stays: the service may know it.</summary>
    private async Task CreateAsync(SecretStore store, string token, CancellationToken cancellationToken)
    {
        var current = await store.ReadAsync(SecretStore.Current, null, cancellationToken);
        if (await store.FindAsync(SecretStore.Pending, token, cancellationToken) is not null) return;
        await store.PutPendingAsync(token, owner.Next(current), cancellationToken);
    }
}
