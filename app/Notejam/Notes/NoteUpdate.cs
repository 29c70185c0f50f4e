namespace Notejam.Notes;

/// <summary>How changing a note ended.</summary>
public enum NoteUpdate
{
    Done,
    NoSuchNote,
    NoSuchPad,
}
