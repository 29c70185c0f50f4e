namespace Notejam.Notes;

/// <summary>What a person wrote.</summary>
/// <param name="PadId">The pad it is to be in; null: none.</param>
public sealed record NoteContent(string Name, string Text, long? PadId);
