using System.Text.Json.Nodes;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Checks;

/// <summary>Who may assume a role, by its trust policy. Pure.</summary>
internal static class RoleTrust
{
    private const string Action = "sts:AssumeRole";

    /// <summary>
    /// Whether a service of AWS may assume the role: it is allowed to, and not denied. Whether a condition holds is known only
    /// when the service comes: an allowance counts with one, a denial does not.
    /// </summary>
    /// <param name="document">The role's AssumeRolePolicyDocument: JSON, encoded for a URL. Null: there is none.</param>
    /// <param name="service">The service's principal, for example <c>backup.amazonaws.com</c>.</param>
    public static bool Trusts(string? document, string service)
    {
        var statements = PolicyDocument.Statements(document is null ? null : Uri.UnescapeDataString(document)).Where(statement => PolicyDocument.IsAboutAction(statement, Action)).ToList();
        return statements.Any(statement => Has(statement, "Allow") && IsAbout(statement["Principal"], service))
            && !statements.Any(statement => Has(statement, "Deny") && statement["Condition"] is null && (IsAbout(statement["Principal"], service) || IsAboutAll(statement["Principal"])));
    }

    private static bool Has(JsonObject statement, string effect) => statement["Effect"]?.ToString() == effect;

    private static bool IsAbout(JsonNode? principal, string service) => principal is JsonObject kinds && PolicyDocument.Texts(kinds["Service"]).Contains(service);

    // A denial for everybody is one for services, too; an allowance must name them.
    private static bool IsAboutAll(JsonNode? principal) => PolicyDocument.Texts(principal is JsonObject kinds ? kinds["AWS"] : principal).Contains("*");
}
