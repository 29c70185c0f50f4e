using Microsoft.AspNetCore.StaticFiles;
using Notejam.Health;

namespace Notejam.Hosting;

/// <summary>The path of a request through the application.</summary>
public static class Middleware
{
    /// <summary>Sets up all middleware and endpoints.</summary>
    public static void UseNotejam(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = FailurePage.WriteAsync,
            StatusCodeSelector = FailurePage.StatusOf,
        });
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheFile });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapNotejamHealth();
        app.MapRazorPages();
    }

    // Pages link files by the hash of their content (v=…): such a copy never grows old.
    private static void CacheFile(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
}
