namespace Notejam.Pipeline.Records;

/// <summary>What an apply did, and the outputs that it left.</summary>
public sealed record AppliedInfra(int Added, int Changed, int Destroyed, InfraOutputs Outputs)
{
    /// <inheritdoc />
    public override string ToString() => $"{Added} added, {Changed} changed, {Destroyed} destroyed";
}
