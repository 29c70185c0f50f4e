namespace Notejam.Notes;

/// <summary>The orders as they stand in the address bar.</summary>
public static class NoteOrders
{
    /// <summary>The order of a query value; unknown ones mean the default.</summary>
    public static NoteOrder Parse(string? value) => value switch
    {
        "name" => NoteOrder.NameAscending,
        "-name" => NoteOrder.NameDescending,
        "updated_at" => NoteOrder.LastModifiedLast,
        _ => NoteOrder.LastModifiedFirst,
    };

    /// <summary>The query value of an order.</summary>
    public static string Format(NoteOrder order) => order switch
    {
        NoteOrder.NameAscending => "name",
        NoteOrder.NameDescending => "-name",
        NoteOrder.LastModifiedLast => "updated_at",
        _ => "-updated_at",
    };
}
