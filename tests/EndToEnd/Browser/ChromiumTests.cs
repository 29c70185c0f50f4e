using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Notejam.EndToEnd.Support;
using Notejam.Machine;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Browser;

/// <summary>
/// The browser that tells the stories. Containers come and go beside it all the time, and with them the machine's network
/// interfaces: a browser that hears of that gives up requests with net::ERR_NETWORK_CHANGED.
/// </summary>
[Trait("Suite", "e2e")]
public sealed class ChromiumTests
{
    private const string Host = "slow.example.com";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>What a browser may be doing when the network changes.</summary>
    public enum Step
    {
        Connection,
        Page,
        Form,
        Script,
    }

    // Without TLS a connection is there at once: nothing can come between.
    public static IEnumerable<object[]> Steps { get; } =
        from scheme in new[] { "http", "https" }
        from step in Enum.GetValues<Step>()
        where (scheme, step) != ("http", Step.Connection)
        select new object[] { scheme, step };

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_the_browser_is_doing_outlives_a_change_of_the_networks(string scheme, Step step)
    {
        using var engine = await new ThisMachine().Engine.EnsureRunningAsync();
        await using var network = new ChangingNetwork();
        await using var site = await ServeAsync(scheme, step, network);
        await using var chromium = await Chromium.StartAsync(Host, IPAddress.Loopback.ToString());
        var page = await chromium.NewPageAsync(new UriBuilder(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) { Host = Host }.Uri);
        await page.GotoAsync(step is Step.Connection or Step.Page ? "/slow" : "/", new() { Timeout = (float)Patience.TotalMilliseconds });
        if (step == Step.Form) await page.GetByText("Send").ClickAsync();
        if (step == Step.Script) await page.EvaluateAsync("async () => document.body.append(await (await fetch('/slow')).text())");
        await Assertions.Expect(page.GetByText("Received")).ToBeVisibleAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
    }

    /// <summary>A site that keeps the browser waiting, at one step, until the network has changed.</summary>
    private static async Task<WebApplication> ServeAsync(string scheme, Step step, ChangingNetwork network)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (step == Step.Connection)
                listen.Use(next => async connection =>
                {
                    await network.ChangesAsync();
                    await next(connection);
                });
            if (scheme == "https") listen.UseHttps(CreateCertificate());
        }));
        var site = builder.Build();
        site.Run(async context =>
        {
            context.Response.ContentType = "text/html";
            if (HttpMethods.IsGet(context.Request.Method) && context.Request.Path != "/slow")
            {
                await context.Response.WriteAsync("<form method=post><button>Send</button></form>");
                return;
            }

            if (step != Step.Connection) await network.ChangesAsync();
            await context.Response.WriteAsync("Received");
        });
        await site.StartAsync();
        return site;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
