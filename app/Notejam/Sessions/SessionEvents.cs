using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Notejam.Accounts;

namespace Notejam.Sessions;

/// <summary>Ends sessions that a change of the password has made invalid.</summary>
public sealed class SessionEvents(AccountService accounts) : CookieAuthenticationEvents
{
    /// <inheritdoc />
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (principal, cancellation) = (context.Principal!, context.HttpContext.RequestAborted);
        if (await accounts.IsCurrentAsync(principal.Id(), principal.Stamp(), cancellation)) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }
}
