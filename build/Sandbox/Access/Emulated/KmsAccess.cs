using System.Text;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to KMS need. Keys are named by id, ARN or alias; the gate resolves them. https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html</summary>
internal sealed class KmsAccess() : ServiceAccess("kms")
{
    public static ServiceAccess Create() => new KmsAccess();

    public override ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var operation = facts.Request.Operation;
        IReadOnlyList<AccessNeed> needs = operation switch
        {
            "CreateKey" => [Need("CreateKey", ["*"], facts), .. facts.Tags().Count > 0 ? [Need("TagResource", ["*"], facts)] : Array.Empty<AccessNeed>()],
            "CreateAlias" or "UpdateAlias" => [Need(operation, [Alias(facts), .. facts.Of("TargetKeyId")], facts)],
            // On both the alias and the key that it leads to.
            "DeleteAlias" => [Need(operation, [Alias(facts), facts.First("AliasName") ?? "*"], facts)],
            "ReEncrypt" => [Need("ReEncryptFrom", KeysIn(facts, "SourceKeyId"), facts), Need("ReEncryptTo", facts.Of("DestinationKeyId"), facts)],
            "ListAliases" or "ListKeys" => [Need(operation, ["*"], facts)],
            _ => [Need(operation, KeysIn(facts, "KeyId"), facts)],
        };
        return ValueTask.FromResult(needs);
    }

    private static AccessNeed Need(string action, IReadOnlyList<string> resources, RequestFacts facts)
    {
        var need = new AccessNeed("kms:" + action, resources.Count > 0 ? resources : ["*"]);
        foreach (var (name, value) in facts.Request.Json.Structure("EncryptionContext"))
            need = need.With("kms:EncryptionContext:" + name, value?.GetValue<string>());
        if (facts.First("KeyId") is { } key && key.StartsWith("alias/", StringComparison.Ordinal)) need = need.With("kms:RequestAlias", key);
        if (action == "CreateGrant") need = need.With("kms:GrantOperations", facts.Of("Operations")).With("kms:GranteePrincipal", facts.First("GranteePrincipal")).With("kms:GrantIsForAWSResource", "false");
        return action is "Sign" or "Verify" ? need.With("kms:SigningAlgorithm", facts.First("SigningAlgorithm")).With("kms:MessageType", facts.First("MessageType") ?? "RAW") : need;
    }

    private static string Alias(RequestFacts facts) => facts.Request.Arn("kms", facts.First("AliasName") ?? "alias/*");

    // What is encrypted says itself under which key: the emulator writes the key's id in front.
    private static IReadOnlyList<string> KeysIn(RequestFacts facts, string member)
    {
        if (facts.Of(member) is { Count: > 0 } named) return named;
        if (facts.First("CiphertextBlob") is not { } text) return ["*"];
        var cipher = new byte[text.Length];
        return Convert.TryFromBase64String(text, cipher, out var length) && length >= 36 && Guid.TryParse(Encoding.ASCII.GetString(cipher, 0, 36), out var id) ? [id.ToString()] : ["*"];
    }
}
