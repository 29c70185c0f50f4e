namespace Notejam.Notes;

/// <summary>A line of a list: a note without its text, which may be long.</summary>
public sealed record NoteRow(long Id, string Name, long? PadId, DateTimeOffset UpdatedAt);
