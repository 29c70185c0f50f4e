using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages;

public sealed class IndexModel(UserNotes notes, UserPads pads, TimeProvider time) : PageModel
{
    public NoteListView View { get; private set; } = null!;

    public async Task OnGetAsync(string? order, [FromQuery(Name = "page")] string? page, CancellationToken cancellationToken)
    {
        var list = await notes.ListAsync(User.Id(), null, NoteOrders.Parse(order), PageNumber.Parse(page), cancellationToken);
        View = new NoteListView(list, "/", await pads.ListAsync(User.Id(), cancellationToken), time.GetUtcNow());
    }
}
