using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>An address of a resource, as Terraform writes it (https://developer.hashicorp.com/terraform/cli/state/resource-addressing).</summary>
public sealed partial class ResourceAddressAttribute() : OptionRuleAttribute("module.database.aws_db_instance.this")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) => Address().IsMatch(value) ? null : $"{Quote(value)} is not an address of a Terraform resource";

    [GeneratedRegex("""^(?:module\.[A-Za-z_][\w-]*(?:\[(?:[0-9]+|"[^"\n]+")\])?\.)*[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*(?:\[(?:[0-9]+|"[^"\n]+")\])?\z""")]
    private static partial Regex Address();
}
