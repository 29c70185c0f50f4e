namespace Notejam.Pipeline.Records;

/// <summary>The application's secret, as it may be told: where it is and what it holds, never a value.</summary>
/// <param name="Name">Its name in Secrets Manager.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="VersionId">The version that is current.</param>
/// <param name="Keys">Names of the values in it.</param>
public sealed record PreseededSecret(string Name, string Arn, string VersionId, IReadOnlyList<string> Keys);
