using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages.Pads;

public sealed class DeleteModel(UserNotes notes, UserPads pads) : PageModel
{
    public Pad Pad { get; private set; } = null!;

    /// <summary>What goes with the pad.</summary>
    public string Consequence { get; private set; } = "";

    [TempData]
    public string? Flash { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await pads.FindAsync(User.Id(), id, cancellationToken) is not { } pad) return NotFound();
        Pad = pad;
        Consequence = await notes.CountAsync(User.Id(), id, cancellationToken) switch
        {
            0 => "There are no notes in it.",
            1 => "The note in it will be deleted as well.",
            var count => FormattableString.Invariant($"All {count} notes in it will be deleted as well."),
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        if (!await pads.DeleteAsync(User.Id(), id, cancellationToken)) return NotFound();
        Flash = "Pad is successfully deleted";
        return LocalRedirect("/");
    }
}
