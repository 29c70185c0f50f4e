using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Notejam.Pages;

/// <summary>Ends the session. A link does it too, as in every flavour, but not one on another site: that has to be confirmed.</summary>
public sealed class SignOutModel : PageModel
{
    public async Task<IActionResult> OnGetAsync() =>
        Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" ? Page() : await OnPostAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync();
        return LocalRedirect("/signin/");
    }
}
