using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class ViewModel(UserNotes notes, TimeProvider time) : PageModel
{
    public Note Note { get; private set; } = null!;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await notes.FindAsync(User.Id(), id, cancellationToken) is not { } note) return NotFound();
        Note = note;
        return Page();
    }
}
