using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Data;

namespace Notejam.Pages.Pads;

/// <summary>What a person types to create or edit a pad.</summary>
public abstract class PadFormModel : PageModel
{
    [BindProperty(Name = "name")]
    [Required(ErrorMessage = "Name is required")]
    [MaxLength(Pad.NameLength, ErrorMessage = "Name is too long: use 100 characters or fewer")]
    public string Name { get; set; } = "";

    [TempData]
    public string? Flash { get; set; }
}
