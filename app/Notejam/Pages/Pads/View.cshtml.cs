using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages.Pads;

public sealed class ViewModel(UserNotes notes, UserPads pads, TimeProvider time) : PageModel
{
    public Pad Pad { get; private set; } = null!;

    public NoteListView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, string? order, [FromQuery(Name = "page")] string? page, CancellationToken cancellationToken)
    {
        if (await pads.FindAsync(User.Id(), id, cancellationToken) is not { } pad) return NotFound();
        Pad = pad;
        var list = await notes.ListAsync(User.Id(), id, NoteOrders.Parse(order), PageNumber.Parse(page), cancellationToken);
        View = new NoteListView(list, FormattableString.Invariant($"/pads/{id}/"), null, time.GetUtcNow());
        return Page();
    }
}
