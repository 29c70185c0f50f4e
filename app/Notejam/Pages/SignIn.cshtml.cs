using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;
using Notejam.Pages.Forms;
using Notejam.Throttling;

namespace Notejam.Pages;

public sealed class SignInModel(AccountService accounts, AccountThrottle throttle) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Email is required")]
    [EmailFormat]
    // Accounts of earlier versions may have longer ones than new accounts get.
    [MaxLength(Data.User.EmailColumnLength, ErrorMessage = "Email is too long")]
    public string Email { get; set; } = "";

    [BindProperty(Name = "password")]
    [Required(ErrorMessage = "Password is required")]
    [MaxLength(PasswordRules.MaxLength, ErrorMessage = PasswordRules.TooLong)]
    public string Password { get; set; } = "";

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        // A session is never taken over by somebody else's sign-in: its key may be known to whoever planted it.
        if (User.Identity?.IsAuthenticated == true) return LocalRedirect("/");
        if (!ModelState.IsValid) return Page();
        if (!await throttle.TrySignInAsync(HttpContext.Client(), Email))
            return Refuse("Too many failed attempts. Try again in a few minutes.");

        if (await accounts.FindAsync(Email, Password, cancellationToken) is not { } user)
            return Refuse("Wrong email or password");
        await throttle.SignedInAsync(HttpContext.Client(), Email);
        await HttpContext.SignInAsync(user);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }

    private PageResult Refuse(string message)
    {
        ModelState.AddModelError("", message);
        return Page();
    }
}
