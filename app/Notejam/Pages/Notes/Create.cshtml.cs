using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class CreateModel(UserNotes notes, UserPads pads) : NoteFormModel(pads)
{
    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "pad")] string? chosen, CancellationToken cancellationToken)
    {
        // A pad's page links here with its number; one that is not the user's selects nothing.
        if (long.TryParse(chosen, out var id)) Pad = id;
        return await FormAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await IsValidAsync(cancellationToken)) return await FormAsync(cancellationToken);
        if (!await notes.CreateAsync(User.Id(), Typed, cancellationToken)) return await RefusePadAsync(cancellationToken);
        Flash = "Note is successfully created";
        return LocalRedirect(Pad is { } pad ? FormattableString.Invariant($"/pads/{pad}/") : "/");
    }
}
