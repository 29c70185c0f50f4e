using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Pads;

public sealed class EditModel(UserPads pads) : PadFormModel
{
    public long Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await pads.FindAsync(User.Id(), id, cancellationToken) is not { } pad) return NotFound();
        (Id, Name) = (id, pad.Name);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        Id = id;
        if (await pads.FindAsync(User.Id(), id, cancellationToken) is null) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (!await pads.RenameAsync(User.Id(), id, Name, cancellationToken)) return NotFound();
        Flash = "Pad is successfully updated";
        return LocalRedirect(FormattableString.Invariant($"/pads/{id}/"));
    }
}
