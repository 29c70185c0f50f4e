using Microsoft.AspNetCore.Mvc;

namespace Notejam.Hosting;

/// <summary>Razor Pages, closed to strangers except where they come in.</summary>
public static class PagesServices
{
    private static readonly string[] OpenPages = ["/SignIn", "/SignUp", "/SignOut", "/ForgotPassword", "/ResetPassword", "/Error"];

    /// <summary>Registers the pages, antiforgery and the cookies they use.</summary>
    public static IServiceCollection AddNotejamPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder("/");
            pages.Conventions.AddPageRoute("/Settings", "/account");
            foreach (var page in OpenPages) pages.Conventions.AllowAnonymousToPage(page);
        });
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.Configure<CookieTempDataProviderOptions>(flash => Harden(flash.Cookie, "notejam.flash"));
        services.AddAntiforgery(antiforgery => Harden(antiforgery.Cookie, "notejam.antiforgery"));
        return services;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }
}
