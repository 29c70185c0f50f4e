namespace Notejam.Pipeline.Records;

/// <summary>What destroying an environment took away.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Regions">The regions that were looked through.</param>
/// <param name="Resources">Resources that Terraform destroyed.</param>
/// <param name="RecoveryPoints">Recovery points that were deleted.</param>
/// <param name="TaskDefinitions">Task definitions that were deleted.</param>
/// <param name="Leftovers">What the services still hold; of a destruction that succeeded there is nothing.</param>
public sealed record Destruction(string Environment, IReadOnlyList<string> Regions, int Resources, int RecoveryPoints, int TaskDefinitions, IReadOnlyList<string> Leftovers);
