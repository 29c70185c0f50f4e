namespace Notejam.Pipeline.Records;

/// <summary>What is in a database at one moment.</summary>
/// <param name="Watermark">Rows that were changed later are left out, where a table says when its rows were changed.</param>
/// <param name="SchemaVersion">The last migration; null when there was none.</param>
/// <param name="Tables">The tables.</param>
/// <param name="NewestCanary">The newest canary; null when there is none.</param>
public sealed record Inventory(DateTimeOffset Watermark, string? SchemaVersion, IReadOnlyList<TableContent> Tables, Canary? NewestCanary);
