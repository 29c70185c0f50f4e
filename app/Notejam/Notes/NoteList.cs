namespace Notejam.Notes;

/// <summary>One page of a list of notes.</summary>
/// <param name="Total">How many notes there are on all pages.</param>
/// <param name="Page">Which page this is, from 1.</param>
public sealed record NoteList(IReadOnlyList<NoteRow> Rows, int Total, NoteOrder Order, int Page)
{
    /// <summary>Notes on a page.</summary>
    public const int PageSize = 20;

    /// <summary>How many pages there are; one when there are no notes.</summary>
    public int PageCount => CountPages(Total);

    /// <summary>How many pages that many notes take.</summary>
    public static int CountPages(int total) => Math.Max(1, (total + PageSize - 1) / PageSize);
}
