using Microsoft.AspNetCore.Http.Features;
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
        app.UseRequestLog();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = FailurePage.WriteAsync,
            StatusCodeSelector = FailurePage.StatusOf,
        });
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseDrain();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheFile });
        app.UseBodyLimit();
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapNotejamHealth();
        app.MapNotejamVersion();
        app.MapRazorPages();
    }

    // Asks clients that keep connections, such as load balancers, to go elsewhere with their next request.
    private static void UseDrain(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        app.Use((context, next) =>
        {
            if (draining.HasBegun) context.Response.Headers.Connection = "close";
            return next(context);
        });
    }

    // Kestrel has the limit too, but whoever reads the form would take its refusal for a form without a token; and it would
    // close the connection while the browser still sends, which then shows an error of its own. Without the limit, Kestrel
    // reads what still comes after the answer, for 5 s at most, and keeps nothing of it.
    private static void UseBodyLimit(this WebApplication app) => app.Use((context, next) =>
    {
        if (!(context.Request.ContentLength > HostingServices.RequestBytes)) return next(context);
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return FailurePage.WriteAsync(context, "Too much at once", "A note may have 100000 characters. Go back and shorten it.");
    });

    // Pages link files by the hash of their content (v=…): such a copy never grows old.
    private static void CacheFile(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl =
        file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache";
}
