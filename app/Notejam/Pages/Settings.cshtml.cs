using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Pages.Forms;
using Notejam.Throttling;

namespace Notejam.Pages;

public sealed class SettingsModel(AccountService accounts, AccountThrottle throttle) : NewPasswordModel
{
    [BindProperty(Name = "old_password")]
    [Required(ErrorMessage = "Current password is required")]
    [MaxLength(PasswordRules.MaxLength, ErrorMessage = PasswordRules.TooLong)]
    public string OldPassword { get; set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!IsFilledIn()) return Page();
        if (!await throttle.TryPresentPasswordAsync(User.Id())) return Refuse("", "Too many failed attempts. Try again in a few minutes.");
        if (await accounts.ChangePasswordAsync(User.Id(), OldPassword, NewPassword, cancellationToken) is not { } user)
            return Refuse("old_password", "Current password is wrong");
        await throttle.KnewPresentPasswordAsync(user.Id);
        // All sessions have ended; this one goes on under the new stamp.
        await HttpContext.SignInAsync(user);
        Flash = "Password is successfully changed";
        return LocalRedirect("/");
    }

    private PageResult Refuse(string field, string message)
    {
        ModelState.AddModelError(field, message);
        return Page();
    }
}
