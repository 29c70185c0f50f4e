using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;

namespace Notejam.Pages;

public sealed class SignInModel(AccountService accounts, SignInThrottle throttle) : PageModel
{
    public sealed class Form
    {
        [Display(Name = "Email:")]
        [Required(ErrorMessage = "Email is required")]
        [EmailAddress(ErrorMessage = "Email is invalid")]
        public string Email { get; set; } = "";

        [Display(Name = "Password:")]
        [Required(ErrorMessage = "Password is required")]
        [DataType(DataType.Password)]
        public string Password { get; set; } = "";
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync(string? returnUrl, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        var address = HttpContext.Connection.RemoteIpAddress;
        if (await throttle.IsBlockedAsync(address, Input.Email))
            return Refuse("Too many failed attempts. Try again in a few minutes.");

        var user = await accounts.FindAsync(Input.Email, Input.Password, cancellationToken);
        if (user is null)
        {
            await throttle.RecordFailureAsync(address, Input.Email);
            return Refuse("Wrong password or email");
        }
        await throttle.ResetAsync(address, Input.Email);
        await HttpContext.SignInAsync(user);
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }

    private PageResult Refuse(string message)
    {
        ModelState.AddModelError("", message);
        return Page();
    }
}
