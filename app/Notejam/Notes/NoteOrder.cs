namespace Notejam.Notes;

/// <summary>In which order notes are listed.</summary>
public enum NoteOrder
{
    LastModifiedFirst,
    LastModifiedLast,
    NameAscending,
    NameDescending,
}
