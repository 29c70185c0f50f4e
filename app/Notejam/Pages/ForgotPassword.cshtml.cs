using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Mail;
using Notejam.Pages.Forms;
using Notejam.Throttling;

namespace Notejam.Pages;

/// <summary>Asks for a link to a new password. The answer never tells whether the address has an account.</summary>
public sealed class ForgotPasswordModel(PasswordResetQueue queue, AccountThrottle throttle, ILogger<ForgotPasswordModel> logger) : PageModel
{
    [BindProperty(Name = "email")]
    [Required(ErrorMessage = "Email is required")]
    [EmailFormat]
    [MaxLength(Data.User.EmailColumnLength, ErrorMessage = "Email is too long")]
    public string Email { get; set; } = "";

    [TempData]
    public string? Flash { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid) return Page();
        // Too many wishes are answered alike: otherwise this would tell of other people's.
        if (!await throttle.TryResetAsync(HttpContext.Client(), Email)) logger.LogWarning("A wish for a new password was one too many");
        else if (!queue.TryAdd(Email)) logger.LogError("Too many wishes for new passwords wait to be mailed: one is dropped");
        Flash = "If there is an account with this email, we have sent a link to a new password.";
        return LocalRedirect("/signin/");
    }
}
