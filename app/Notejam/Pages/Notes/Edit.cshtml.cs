using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

public sealed class EditModel(UserNotes notes, UserPads pads) : NoteFormModel(pads)
{
    public long Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await notes.FindAsync(User.Id(), id, cancellationToken) is not { } note) return NotFound();
        (Id, Name, Text, Pad) = (id, note.Name, note.Text, note.PadId);
        return await FormAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellationToken)
    {
        Id = id;
        if (await notes.FindAsync(User.Id(), id, cancellationToken) is null) return NotFound();
        if (!await IsValidAsync(cancellationToken)) return await FormAsync(cancellationToken);
        switch (await notes.UpdateAsync(User.Id(), id, Typed, cancellationToken))
        {
            case NoteUpdate.NoSuchNote: return NotFound();
            case NoteUpdate.NoSuchPad: return await RefusePadAsync(cancellationToken);
            default:
                Flash = "Note is successfully updated";
                return LocalRedirect(FormattableString.Invariant($"/notes/{id}/"));
        }
    }
}
