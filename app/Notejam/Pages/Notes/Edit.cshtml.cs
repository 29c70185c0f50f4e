using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class EditModel(UserNotes notes) : PageModel
{
    [BindProperty]
    public NoteForm Input { get; set; } = new();

    [TempData]
    public string? Flash { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await notes.FindAsync(User.Id(), id, cancellationToken) is not { } note) return NotFound();
        Input = new NoteForm { Name = note.Name, Text = note.Text };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (!await notes.UpdateAsync(User.Id(), id, Input.Name, Input.Text, cancellationToken)) return NotFound();
        Flash = "Note is successfully updated.";
        return RedirectToPage("/Notes/View", new { id });
    }
}
