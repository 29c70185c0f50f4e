using Microsoft.AspNetCore.Mvc.RazorPages;
using Notejam.Accounts;

namespace Notejam.Pages.Forms;

/// <summary>A new password is typed twice.</summary>
public static class PasswordRepetition
{
    /// <summary>Adds an error to the second field when both are filled in and differ.</summary>
    public static void RequireSame(this PageModel page, string field, string? first, string? second)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (!string.IsNullOrEmpty(first) && !string.IsNullOrEmpty(second) && first != second)
            page.ModelState.AddModelError(field, PasswordRules.Mismatch);
    }
}
