using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages;

public sealed class IndexModel(UserNotes notes, TimeProvider time) : PageModel
{
    private NoteOrder order;

    public IReadOnlyList<Note> Notes { get; private set; } = [];

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task OnGetAsync(string? order, CancellationToken cancellationToken)
    {
        this.order = NoteOrders.Parse(order);
        Notes = await notes.ListAsync(User.Id(), this.order, cancellationToken);
    }

    /// <summary>The class of the arrow for an order: the one in use stands out.</summary>
    public string Mark(NoteOrder arrow) => arrow == order ? "order current" : "order";
}
