using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Notejam.Accounts;
using Notejam.Data;
using Notejam.Notes;

namespace Notejam.Pages.Notes;

/// <summary>What a person types to create or edit a note.</summary>
public abstract class NoteFormModel(UserPads pads) : PageModel
{
    private const string UnknownPad = "Select one of your pads";

    [BindProperty(Name = "name")]
    [Required(ErrorMessage = "Name is required")]
    [MaxLength(Note.NameLength, ErrorMessage = "Name is too long: use 100 characters or fewer")]
    public string Name { get; set; } = "";

    [BindProperty(Name = "text")]
    [Required(ErrorMessage = "Text is required")]
    [MaxLength(Note.TextLength, ErrorMessage = "Text is too long: use 100000 characters or fewer")]
    public string Text { get; set; } = "";

    [BindProperty(Name = "pad")]
    public long? Pad { get; set; }

    public IReadOnlyList<SelectListItem> Pads { get; private set; } = [];

    [TempData]
    public string? Flash { get; set; }

    /// <summary>What was typed. Only when the form is valid.</summary>
    protected NoteContent Typed => new(Name, Text, Pad);

    /// <summary>The page with its form.</summary>
    protected async Task<PageResult> FormAsync(CancellationToken cancellationToken)
    {
        Pads = [.. (await pads.ListAsync(User.Id(), cancellationToken))
            .Select(pad => new SelectListItem(pad.Name, pad.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), pad.Id == Pad))];
        return Page();
    }

    /// <summary>The page again, saying that the pad is not one of the user's.</summary>
    protected Task<PageResult> RefusePadAsync(CancellationToken cancellationToken)
    {
        ModelState.AddModelError("pad", UnknownPad);
        return FormAsync(cancellationToken);
    }

    /// <summary>Whether what was typed can be written; otherwise the form says why.</summary>
    protected async Task<bool> IsValidAsync(CancellationToken cancellationToken)
    {
        if (ModelState["pad"] is { Errors.Count: > 0 } number)
        {
            number.Errors.Clear();
            number.Errors.Add(UnknownPad);
        }
        else if (Pad is { } id && await pads.FindAsync(User.Id(), id, cancellationToken) is null)
        {
            ModelState.AddModelError("pad", UnknownPad);
        }
        return ModelState.IsValid;
    }
}
