namespace Notejam.Pipeline.Records;

/// <summary>What a table holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Checksum">A sum over the rows' checksums: tells damage and loss.</param>
public sealed record TableContent(string Name, long Rows, string Checksum);
