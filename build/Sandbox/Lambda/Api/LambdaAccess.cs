using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>What requests to Lambda need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html</summary>
internal sealed class LambdaAccess() : ServiceAccess("lambda")
{
    public static ServiceAccess Create() => new LambdaAccess
    {
        Actions = new Dictionary<string, string> { ["Invoke"] = "InvokeFunction" },
        PassedRoles = new Dictionary<string, PassedRole>
        {
            ["CreateFunction"] = new("lambda.amazonaws.com", "Role"),
            ["UpdateFunctionConfiguration"] = new("lambda.amazonaws.com", "Role"),
        },
    };

    // Name, partial or full ARN, each with a qualifier or not: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        if (type.Name != "function") return [];
        var qualifier = facts.Request.Operation == "Invoke" ? facts.First("Qualifier") : null;
        return facts.Of("function", "FunctionName", "arn").Select(name =>
        {
            var full = name.StartsWith("arn:", StringComparison.Ordinal) ? name : facts.Request.Arn("lambda", "function:" + name[(name.IndexOf("function:", StringComparison.Ordinal) is >= 0 and var at ? at + "function:".Length : 0)..]);
            return qualifier is null ? full : $"{full}:{qualifier}";
        });
    }
}
