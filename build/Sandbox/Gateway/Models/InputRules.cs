namespace Notejam.Sandbox.Gateway.Models;

/// <summary>How a service answers what its model does not allow.</summary>
/// <param name="UnreadableCode">The error of a value of another type.</param>
/// <param name="ConstraintCode">The error of a value out of its limits; null where the service has errors of its own for each.</param>
/// <param name="Style">How it words the latter.</param>
/// <param name="IncompleteCode">The error of a structure inside the input that lacks a required member, where no limits are checked; null for none.</param>
internal sealed record InputRules(string UnreadableCode, string? ConstraintCode, ConstraintStyle Style = ConstraintStyle.Detected, string? IncompleteCode = null)
{
    private const string Json = "SerializationException";
    private const string Form = "MalformedInput";

    // Codes and wording are those of answers that AWS gave: Lambda, EventBridge, KMS, Logs, IAM, STS and ACM in LocalStack's
    // recordings; ECR in hashicorp/terraform-provider-aws#13330; Application Auto Scaling and ELB in their API references.
    private static readonly Dictionary<string, InputRules> ByService = new(StringComparer.Ordinal)
    {
        ["acm"] = new(Json, "ValidationException"),
        ["application-autoscaling"] = new(Json, "ValidationException"),
        ["backup"] = new(Json, null),
        ["codedeploy"] = new(Json, null),
        ["ecr"] = new(Json, "InvalidParameterException", ConstraintStyle.InvalidParameter),
        ["ecs"] = new(Json, null, IncompleteCode: "ClientException"),
        ["elasticache"] = new(Form, null),
        ["elasticloadbalancing"] = new(Form, "ValidationError"),
        ["events"] = new(Json, "ValidationException"),
        ["iam"] = new(Form, "ValidationError", ConstraintStyle.WithoutValues),
        ["kms"] = new(Json, "ValidationException"),
        ["lambda"] = new(Json, "ValidationException"),
        ["logs"] = new(Json, "InvalidParameterException"),
        ["rds"] = new(Form, null),
        ["route53"] = new("InvalidInput", null),
        ["scheduler"] = new(Json, "ValidationException"),
        ["secretsmanager"] = new(Json, "ValidationException"),
        ["sts"] = new(Form, "ValidationError"),
    };

    /// <summary>The rules of a service with a model.</summary>
    public static InputRules Of(string signingName) => ByService[signingName];

    /// <summary>Whether a service has rules.</summary>
    public static bool Has(string signingName) => ByService.ContainsKey(signingName);
}
