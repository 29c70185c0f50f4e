using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Pages.Forms;
using Notejam.Throttling;

namespace Notejam.Pages;

public sealed class SignUpModel(AccountService accounts, AccountThrottle throttle) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Email is required")]
    [EmailFormat]
    [MaxLength(Data.User.EmailLength, ErrorMessage = "Email is too long: use 75 characters or fewer")]
    public string Email { get; set; } = "";

    [BindProperty(Name = "password")]
    [Required(ErrorMessage = "Password is required")]
    [MinLength(PasswordRules.MinLength, ErrorMessage = PasswordRules.TooShort)]
    [MaxLength(PasswordRules.MaxLength, ErrorMessage = PasswordRules.TooLong)]
    public string Password { get; set; } = "";

    [BindProperty(Name = "repeat_password")]
    [Required(ErrorMessage = "Password confirmation is required")]
    public string RepeatPassword { get; set; } = "";

    [TempData]
    public string? Flash { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        this.RequireSame("repeat_password", Password, RepeatPassword);
        if (!ModelState.IsValid) return Page();
        if (!await throttle.TrySignUpAsync(HttpContext.Client(), Email))
        {
            ModelState.AddModelError("", "Too many attempts. Try again in an hour.");
            return Page();
        }
        if (!await accounts.SignUpAsync(Email, Password, cancellationToken))
        {
            ModelState.AddModelError("email", "User with this email is already signed up");
            return Page();
        }
        Flash = "Account is created. Now you can sign in.";
        return LocalRedirect("/signin/");
    }
}
