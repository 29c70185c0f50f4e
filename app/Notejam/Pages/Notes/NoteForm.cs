using System.ComponentModel.DataAnnotations;
using Notejam.Data;

namespace Notejam.Pages.Notes;

/// <summary>What a person types to create or edit a note.</summary>
public sealed class NoteForm
{
    [Display(Name = "Name:")]
    [Required(ErrorMessage = "Name is required")]
    [MaxLength(Note.NameLength, ErrorMessage = "Name is too long: use 255 characters or fewer")]
    public string Name { get; set; } = "";

    [Display(Name = "Text:")]
    [Required(ErrorMessage = "Text is required")]
    [MaxLength(Note.TextLength, ErrorMessage = "Text is too long: use 100000 characters or fewer")]
    public string Text { get; set; } = "";
}
