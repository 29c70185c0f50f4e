using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Lambda.Model;

/// <summary>A function with its versions and all that is set about it.</summary>
public sealed class Function
{
    public required string Name { get; init; }

    /// <summary>The ARN without a qualifier.</summary>
    public required string Arn { get; init; }

    /// <summary>What <c>$LATEST</c> is.</summary>
    public required FunctionVersion Latest { get; set; }

    /// <summary>Published versions by number.</summary>
    public SortedDictionary<int, FunctionVersion> Versions { get; init; } = [];

    /// <summary>The highest number that a version ever had: numbers are not given again.</summary>
    public int LastNumber { get; set; }

    /// <summary>Aliases by name.</summary>
    public SortedDictionary<string, FunctionAlias> Aliases { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Statements of resource policies, by the qualifier that they are for; an empty one for the function itself.</summary>
    public SortedDictionary<string, List<JsonObject>> Policies { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What becomes of events, by qualifier.</summary>
    public SortedDictionary<string, EventInvokeConfig> EventConfigs { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many invocations may run at once; null for as many as the account allows.</summary>
    public int? ReservedConcurrency { get; set; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    /// <summary>All versions, the newest first.</summary>
    public IEnumerable<FunctionVersion> All => [Latest, .. Versions.Values];
}
