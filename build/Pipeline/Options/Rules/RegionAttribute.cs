using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>An AWS region.</summary>
public sealed class RegionAttribute() : OptionRuleAttribute("eu-central-1")
{
    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place)
    {
        try
        {
            AwsSession.ParseRegion(value);
            return null;
        }
        catch (PipelineException unknown)
        {
            return $"{unknown.Cause} {unknown.Remedy}";
        }
    }
}
