namespace Notejam.Pipeline.Failback;

/// <summary>A database's content that was carried out.</summary>
/// <param name="SchemaVersion">Its last migration.</param>
/// <param name="Parts">In how many objects.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="Sha256">Of all parts together.</param>
public sealed record CarriedOut(string SchemaVersion, int Parts, long Bytes, long Rows, string Sha256);

/// <summary>A database's content that was carried in.</summary>
/// <param name="SchemaVersion">Its last migration.</param>
/// <param name="Rows">Rows of all tables.</param>
/// <param name="ReplacedRows">Rows that were there before, and are not any more.</param>
public sealed record CarriedIn(string SchemaVersion, long Rows, long ReplacedRows);
