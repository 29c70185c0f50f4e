using Microsoft.AspNetCore.Mvc;
using Notejam.Accounts;
using Notejam.Notes;

namespace Notejam.Pages.Shared;

/// <summary>The user's pads at the side of a page.</summary>
public sealed class PadListViewComponent(UserPads pads) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View(await pads.ListAsync(UserClaimsPrincipal.Id(), HttpContext.RequestAborted));
}
