using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Notejam.Data;

namespace Notejam.Accounts;

/// <summary>The signed-in user, as the session tells.</summary>
public static class CurrentUser
{
    private const string StampClaim = "notejam:stamp";

    /// <summary>The user's id. Only for pages that require a signed-in user.</summary>
    public static long Id(this ClaimsPrincipal principal) =>
        long.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);

    /// <summary>The stamp under which the session began; null in those of users who never changed their password.</summary>
    public static Guid? Stamp(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(StampClaim), out var stamp) ? stamp : null;

    /// <summary>Starts a session for the user.</summary>
    public static Task SignInAsync(this HttpContext context, User user)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(ClaimTypes.Name, user.Email),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        if (user.SessionStamp is { } stamp) identity.AddClaim(new Claim(StampClaim, stamp.ToString()));
        return context.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }
}
