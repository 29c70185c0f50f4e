using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class CreateModel(UserNotes notes) : PageModel
{
    [BindProperty]
    public NoteForm Input { get; set; } = new();

    [TempData]
    public string? Flash { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        var note = await notes.CreateAsync(User.Id(), Input.Name, Input.Text, cancellationToken);
        Flash = "Note is successfully created.";
        return RedirectToPage("/Notes/View", new { note.Id });
    }
}
