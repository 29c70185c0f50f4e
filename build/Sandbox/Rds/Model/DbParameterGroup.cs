namespace Notejam.Sandbox.Rds.Model;

/// <summary>Parameters that differ from the family's defaults.</summary>
public sealed class DbParameterGroup
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Family { get; init; }

    public required string Description { get; init; }

    public SortedDictionary<string, DbParameter> Parameters { get; init; } = [];
}

/// <summary>A parameter's value and when it applies: <c>immediate</c> or <c>pending-reboot</c>.</summary>
public sealed record DbParameter(string Value, string ApplyMethod);
