using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;

namespace Notejam.Pages.Forms;

/// <summary>A page on which a person chooses a new password.</summary>
public abstract class NewPasswordModel : PageModel
{
    [BindProperty(Name = "new_password1")]
    [Required(ErrorMessage = "New password is required")]
    [MinLength(PasswordRules.MinLength, ErrorMessage = PasswordRules.TooShort)]
    [MaxLength(PasswordRules.MaxLength, ErrorMessage = PasswordRules.TooLong)]
    public string NewPassword { get; set; } = "";

    [BindProperty(Name = "new_password2")]
    [Required(ErrorMessage = "Password confirmation is required")]
    public string Repetition { get; set; } = "";

    [TempData]
    public string? Flash { get; set; }

    /// <summary>Whether the form is filled in well, both passwords alike.</summary>
    protected bool IsFilledIn()
    {
        this.RequireSame("new_password2", NewPassword, Repetition);
        return ModelState.IsValid;
    }
}
