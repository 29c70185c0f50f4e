using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Pages.Forms;

namespace Notejam.Pages;

/// <summary>Where the link of a mail leads.</summary>
public sealed class ResetPasswordModel(PasswordResets resets) : NewPasswordModel
{
    private const int TokenMax = 100;

    [BindProperty(Name = "token", SupportsGet = true)]
    [MaxLength(TokenMax)]
    public string? Token { get; set; }

    /// <summary>Whether the link still works.</summary>
    public bool IsUsable { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken) => IsUsable = await AskAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        IsUsable = await AskAsync(cancellationToken);
        if (!IsUsable || !IsFilledIn()) return Page();
        if (!await resets.UseAsync(Token!, NewPassword, cancellationToken))
        {
            IsUsable = false;
            return Page();
        }
        Flash = "Password is successfully changed";
        return LocalRedirect("/signin/");
    }

    private async Task<bool> AskAsync(CancellationToken cancellationToken) =>
        Token is { Length: > 0 and <= TokenMax } token && await resets.IsValidAsync(token, cancellationToken);
}
