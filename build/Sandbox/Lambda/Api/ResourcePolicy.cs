using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>The statements of resource policies: how Lambda writes them, and what they allow.</summary>
internal static class ResourcePolicy
{
    /// <summary>The action of a call.</summary>
    public const string Invoke = "lambda:InvokeFunction";

    /// <summary>The statement that an AddPermission request makes.</summary>
    public static JsonObject Statement(JsonObject input, string resource)
    {
        var action = input.Required("Action");
        if (action != "*" && !action.StartsWith("lambda:", StringComparison.Ordinal)) throw LambdaErrors.Invalid($"The action {action} is not one of Lambda.");
        var statement = new JsonObject
        {
            ["Sid"] = input.Required("StatementId"),
            ["Effect"] = "Allow",
            ["Principal"] = Principal(input.Required("Principal")),
            ["Action"] = action,
            ["Resource"] = resource,
        };
        var conditions = new JsonObject();
        if (input.Text("SourceAccount") is { } account) conditions["StringEquals"] = new JsonObject { ["AWS:SourceAccount"] = account };
        if (input.Text("SourceArn") is { } arn) conditions["ArnLike"] = new JsonObject { ["AWS:SourceArn"] = arn };
        if (conditions.Count > 0) statement["Condition"] = conditions;
        return statement;
    }

    /// <summary>Whether statements let a service of AWS call the function.</summary>
    /// <param name="service">For example <c>events.amazonaws.com</c>.</param>
    /// <param name="sourceArn">On whose behalf: a rule, a secret.</param>
    public static bool Allows(IEnumerable<JsonObject> statements, string service, string sourceArn) => statements.Any(statement =>
        IsAction(statement.Text("Action")) && IsPrincipal(statement, service) && MeetsConditions(statement.Structure("Condition"), sourceArn));

    private static bool IsAction(string? action) => action is not null && Like(action, Invoke);

    private static bool IsPrincipal(JsonObject statement, string service) =>
        statement.Text("Principal") == "*" || statement.Structure("Principal").Text("Service") == service;

    private static bool MeetsConditions(JsonObject conditions, string sourceArn)
    {
        if (conditions.Structure("ArnLike").Text("AWS:SourceArn") is { } pattern && !Like(pattern, sourceArn)) return false;
        return conditions.Structure("StringEquals").Text("AWS:SourceAccount") is not { } account || account == SandboxOptions.AccountId;
    }

    private static bool Like(string pattern, string value) => Regex.IsMatch(
        value, $"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);

    private static JsonNode Principal(string principal) => principal switch
    {
        "*" => JsonValue.Create("*")!,
        _ when principal.EndsWith(".amazonaws.com", StringComparison.Ordinal) => new JsonObject { ["Service"] = principal },
        { Length: 12 } account when account.All(char.IsAsciiDigit) => new JsonObject { ["AWS"] = $"arn:aws:iam::{account}:root" },
        _ => new JsonObject { ["AWS"] = principal },
    };
}
