namespace Notejam.Sandbox.Gateway.Models;

/// <summary>How a service answers what its model does not allow.</summary>
/// <param name="UnreadableCode">The error of a value of another type.</param>
/// <param name="ConstraintCode">The error of a value out of its limits; null where the service has errors of its own for each.</param>
internal sealed record InputRules(string UnreadableCode, string? ConstraintCode)
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
        ["ecr"] = new(Json, "InvalidParameterException") { Style = ConstraintStyle.InvalidParameter },
        ["ecs"] = new(Json, "InvalidParameterException") { Codes = new() { ["RegisterTaskDefinition"] = "ClientException" }, LeavesMissing = true },
        ["elasticache"] = new(Form, null),
        ["elasticloadbalancing"] = new(Form, "ValidationError"),
        ["events"] = new(Json, "ValidationException"),
        ["iam"] = new(Form, "ValidationError") { Style = ConstraintStyle.WithoutValues },
        ["kms"] = new(Json, "ValidationException"),
        ["lambda"] = new(Json, "ValidationException"),
        ["logs"] = new(Json, "InvalidParameterException"),
        ["rds"] = new(Form, null),
        ["route53"] = new("InvalidInput", null),
        ["scheduler"] = new(Json, "ValidationException"),
        ["secretsmanager"] = new(Json, "ValidationException"),
        ["sts"] = new(Form, "ValidationError"),
    };

    /// <summary>How it words what is out of its limits.</summary>
    public ConstraintStyle Style { get; private init; }

    /// <summary>The errors of operations that have another one than the service's others.</summary>
    public Dictionary<string, string> Codes { get; private init; } = [];

    /// <summary>Whether the service says in words of its own that a member of the input itself is missing.</summary>
    public bool LeavesMissing { get; private init; }

    /// <summary>The error of a value out of its limits; null where there is none.</summary>
    public string? CodeOf(string operation) => Codes.GetValueOrDefault(operation) ?? ConstraintCode;

    /// <summary>The rules of a service with a model.</summary>
    public static InputRules Of(string signingName) => ByService[signingName];

    /// <summary>Whether a service has rules.</summary>
    public static bool Has(string signingName) => ByService.ContainsKey(signingName);
}
