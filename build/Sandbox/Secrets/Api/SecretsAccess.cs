using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Secrets.Api;

/// <summary>What requests to Secrets Manager need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html</summary>
internal sealed class SecretsAccess(SecretReplicas secrets) : ServiceAccess("secretsmanager")
{
    // Who reads a secret under a customer's key decrypts, who writes one encrypts too: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    private static readonly string[] Readers = ["GetSecretValue"];
    private static readonly string[] Writers = ["CreateSecret", "PutSecretValue", "UpdateSecret"];

    public static ServiceAccess Create(IServiceProvider provider) => new SecretsAccess(provider.GetRequiredService<SecretReplicas>());

    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var operation = facts.Request.Operation;
        var secret = await SecretAsync(facts, cancellationToken);
        var arn = secret?.Text("ARN") ?? Unknown(facts);
        var needs = BasicNeeds(facts).Select(need => need.Resources is ["*"] || !need.Action.StartsWith("secretsmanager:", StringComparison.Ordinal) ? need : need with { Resources = [arn] }).ToList();
        // "You must have lambda:InvokeFunction permission on the rotation function" (RotateSecret in the API reference).
        if (operation == "RotateSecret" && facts.First("RotationLambdaARN") is { } function) needs.Add(new AccessNeed("lambda:InvokeFunction", function));
        var key = facts.First("KmsKeyId") ?? secret?.Text("KmsKeyId");
        string[] actions = Writers.Contains(operation) ? ["kms:GenerateDataKey", "kms:Decrypt"] : Readers.Contains(operation) ? ["kms:Decrypt"] : [];
        needs.AddRange(KeyUse.Through("secretsmanager", facts.Request.Region, key, actions).Select(need => need.With("kms:EncryptionContext:SecretARN", arn)));
        // A replica is written there under the key of its region.
        foreach (var replica in facts.Request.Json.Structures("AddReplicaRegions"))
            needs.AddRange(KeyUse.Through("secretsmanager", replica.Text("Region") ?? "", replica.Text("KmsKeyId"), "kms:GenerateDataKey", "kms:Decrypt"));
        return needs;
    }

    // Names are resolved: policies mean the ARN with its six letters.
    private async Task<JsonObject?> SecretAsync(RequestFacts facts, CancellationToken cancellationToken)
    {
        if (facts.First("SecretId") is not { } id) return null;
        try
        {
            return await secrets.DescribeAsync(facts.Request.Region, id, cancellationToken);
        }
        catch (AwsException)
        {
            return null;
        }
    }

    private static string Unknown(RequestFacts facts)
    {
        var name = facts.First("SecretId", "Name") ?? "*";
        return name.StartsWith("arn:", StringComparison.Ordinal) ? name : facts.Request.Arn("secretsmanager", $"secret:{name}-??????");
    }
}
