using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages;

/// <summary>A list of notes as <c>_NoteList.cshtml</c> draws it.</summary>
/// <param name="Path">The page's path, for the links to other orders and pages.</param>
/// <param name="Pads">The user's pads; null on a pad's own page, where every note is in it.</param>
public sealed record NoteListView(NoteList List, string Path, IReadOnlyList<Pad>? Pads, DateTimeOffset Now)
{
    public bool ShowPads => Pads is not null;

    private string Current => NoteOrders.Format(List.Order);

    /// <summary>The name of a note's pad; null when it is in none.</summary>
    public string? PadName(NoteRow note) => Pads?.FirstOrDefault(pad => pad.Id == note.PadId)?.Name;

    /// <summary>The same list in another order, from its first page.</summary>
    public string OrderLink(string order) => $"{Path}?order={order}";

    /// <summary>Another page of the same list.</summary>
    public string PageLink(int page) => FormattableString.Invariant($"{Path}?order={Current}&page={page}");

    /// <summary>The class of the arrow for an order: the one in use stands out.</summary>
    public string Mark(string order) => order == Current ? "order current" : "order";

    /// <summary>How a column is sorted, in ARIA's words; null when it is not.</summary>
    public string? Sorted(string key) => Current == key ? "ascending" : Current == "-" + key ? "descending" : null;
}
