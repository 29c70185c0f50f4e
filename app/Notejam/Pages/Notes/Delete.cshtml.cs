using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class DeleteModel(UserNotes notes) : PageModel
{
    public Note Note { get; private set; } = null!;

    [TempData]
    public string? Flash { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await notes.FindAsync(User.Id(), id, cancellationToken) is not { } note) return NotFound();
        Note = note;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        if (!await notes.DeleteAsync(User.Id(), id, cancellationToken)) return NotFound();
        Flash = "Note is successfully deleted";
        return LocalRedirect("/");
    }
}
