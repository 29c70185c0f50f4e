using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Notejam.EndToEnd.Support;
using Notejam.Machine;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Browser;

/// <summary>The browser that tells the stories.</summary>
[Trait("Suite", "e2e")]
public sealed class ChromiumTests
{
    private static readonly TimeSpan Thought = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What a killed run has left is in nobody's way.
    private readonly string _network = $"notejam-e2e-{Guid.NewGuid():N}";

    // Containers come and go all the time, and with them the machine's network interfaces.
    [Fact]
    public async Task A_form_that_is_under_way_is_not_lost_when_the_network_of_the_machine_changes()
    {
        using var engine = await new ThisMachine().Engine.EnsureRunningAsync();
        var received = new TaskCompletionSource();
        await using var site = await ServeAsync(async context =>
        {
            context.Response.ContentType = "text/html";
            if (HttpMethods.IsGet(context.Request.Method))
            {
                await context.Response.WriteAsync("<form method=post><button>Send</button></form>");
                return;
            }

            received.TrySetResult();
            await Task.Delay(Thought, context.RequestAborted);
            await context.Response.WriteAsync("Received");
        });
        await using var chromium = await Chromium.StartAsync("slow.example.com", IPAddress.Loopback.ToString());
        var page = await chromium.NewPageAsync(new UriBuilder(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) { Host = "slow.example.com" }.Uri);
        await page.GotoAsync("/");
        var clicked = page.GetByText("Send").ClickAsync();
        await received.Task.WaitAsync(Patience);
        try
        {
            await Programs.RunAsync("docker", "network", "create", _network);
            await clicked;
            await Ada.SeesAsync(page, "Received");
        }
        finally
        {
            await Programs.RunAsync("docker", "network", "rm", _network);
        }
    }

    private static async Task<WebApplication> ServeAsync(RequestDelegate handler)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest("CN=slow.example.com", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var site = builder.Build();
        site.Run(handler);
        await site.StartAsync();
        return site;
    }
}
