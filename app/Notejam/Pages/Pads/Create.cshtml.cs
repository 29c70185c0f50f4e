using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Pads;

public sealed class CreateModel(UserPads pads) : PadFormModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        var id = await pads.CreateAsync(User.Id(), Name, cancellationToken);
        Flash = "Pad is successfully created";
        return LocalRedirect(FormattableString.Invariant($"/pads/{id}/"));
    }
}
