using System.Text.Encodings.Web;
using Microsoft.AspNetCore.HttpOverrides;

namespace Notejam.Hosting;

/// <summary>The server itself: logs, limits, and the load balancer in front.</summary>
public static class HostingServices
{
    /// <summary>The largest body of a request, in bytes: a note of the greatest length fits in, however it is encoded.</summary>
    public const long RequestBytes = 1024 * 1024;

    // ECS sends SIGKILL 30 s after SIGTERM.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan HstsMaxAge = TimeSpan.FromDays(365);

    private static readonly string[] PrivateNetworks =
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1/128", "fc00::/7"];

    /// <summary>Configures logs, Kestrel, forwarded headers and the stop.</summary>
    public static void AddNotejamHosting(this WebApplicationBuilder builder)
    {
        AddLogging(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddHsts(hsts => hsts.MaxAge = HstsMaxAge);
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            // The load balancer's addresses change; it is always inside the private network, clients never are.
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var network in PrivateNetworks) forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.AddJsonConsole(console =>
        {
            console.UseUtcTimestamp = true;
            // The request's id and path, and the trace's ids.
            console.IncludeScopes = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        // What fails there fails the request too, and is logged once, with the request.
        string[] twice =
        [
            "Microsoft.EntityFrameworkCore.Database",
            "Microsoft.EntityFrameworkCore.Query",
            "Microsoft.EntityFrameworkCore.Update",
            "Microsoft.AspNetCore.DataProtection",
            "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Hosting.Internal.Host",
        ];
        var defaults = twice.ToDictionary(category => $"Logging:LogLevel:{category}", string? (_) => nameof(LogLevel.Critical));
        defaults["Logging:LogLevel:Default"] = nameof(LogLevel.Information);
        defaults["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning);
        defaults["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information);
        // First in the list: environment variables such as Logging__LogLevel__Default win.
        builder.Configuration.Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
    }
}
