using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Drill.Report;

public sealed class ScreenshotsTests
{
    private readonly SilentLog _log = new();

    [Fact]
    [Trait("Suite", "wire")]
    public async Task A_page_is_seen_as_chromium_sees_it()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        var picture = await TakeAsync(new ProcessRunner(), PublicAccess.Internet, new Uri(server.Urls.Single()));

        var png = Convert.FromBase64String(picture!.PngBase64);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        // Width and height stand behind the first chunk's name, most significant byte first.
        Assert.Equal((1280, 800), (png[16] << 24 | png[17] << 16 | png[18] << 8 | png[19], png[20] << 24 | png[21] << 16 | png[22] << 8 | png[23]));
    }

    [Fact]
    [Trait("Suite", "wire")]
    public async Task A_sandboxs_name_and_certificate_are_no_obstacle()
    {
        var browsers = new ConcurrentBag<string>();
        using var authority = TlsServer.CreateAuthority();
        await using var server = await TlsServer.StartAsync(authority, "notejam.example", request => browsers.Add(request.Headers.UserAgent.ToString()));
        var access = new PublicAccess((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), [authority]);

        Assert.NotNull(await TakeAsync(new ProcessRunner(), access, new Uri($"https://notejam.example:{TlsServer.PortOf(server)}/")));
        Assert.Contains(browsers, browser => browser.Contains("Chrome", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_page_that_is_not_there_chromium_is_not_asked_for_a_picture_of_its_error()
    {
        await using var server = await StartAsync(StatusCodes.Status503ServiceUnavailable);
        Assert.Null(await TakeAsync(new NoChromium(), PublicAccess.Internet, new Uri(server.Urls.Single())));
        Assert.EndsWith(": it answers 503", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public async Task A_page_that_chromium_gives_up_is_tried_again(int failures, bool isTaken)
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        var chromium = new FickleChromium(failures);

        Assert.Equal(isTaken, await TakeAsync(chromium, PublicAccess.Internet, new Uri(server.Urls.Single())) is not null);
        Assert.Equal(isTaken ? failures + 1 : failures, chromium.Runs);
        Assert.Equal(isTaken ? 0 : 1, _log.Lines.Count);
    }

    [Fact]
    public async Task Without_a_chromium_there_is_no_picture_and_the_drill_goes_on()
    {
        await using var server = await StartAsync(StatusCodes.Status200OK);
        Assert.Null(await TakeAsync(new NoChromium(), PublicAccess.Internet, new Uri(server.Urls.Single())));
        Assert.EndsWith(": there is no Chromium here", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private Task<DrillScreenshot?> TakeAsync(IProcessRunner processes, PublicAccess access, Uri url) => new Screenshots(processes, access, _log).TakeAsync("Notejam", url, CancellationToken.None);

    private static async Task<WebApplication> StartAsync(int status)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync("<!doctype html><title>x</title><h1>Notejam</h1>");
        });
        await server.StartAsync();
        return server;
    }

    /// <summary>Ends well without a picture, as Chromium does when it cannot load a page, for some runs.</summary>
    private sealed class FickleChromium(int failures) : IProcessRunner
    {
        public int Runs { get; private set; }

        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
        {
            const string Picture = "--screenshot=";
            if (++Runs > failures) File.WriteAllText(command.Arguments.Single(argument => argument.StartsWith(Picture, StringComparison.Ordinal))[Picture.Length..], "png");
            return Task.FromResult(new ProcessResult(0, "", ""));
        }
    }
}
