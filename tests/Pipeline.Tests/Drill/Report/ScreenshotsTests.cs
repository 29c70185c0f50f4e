using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Drill.Report;

public sealed class ScreenshotsTests
{
    [Fact]
    [Trait("Suite", "wire")]
    public async Task A_page_is_seen_as_chromium_sees_it()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.Run(context => context.Response.WriteAsync("<!doctype html><title>x</title><h1>Notejam</h1>"));
        await server.StartAsync();

        var picture = await new Screenshots(new ProcessRunner(), new SilentLog()).TakeAsync("Notejam", new Uri(server.Urls.Single()), CancellationToken.None);

        var png = Convert.FromBase64String(picture!.PngBase64);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        // Width and height stand behind the first chunk's name, most significant byte first.
        Assert.Equal((1280, 800), (png[16] << 24 | png[17] << 16 | png[18] << 8 | png[19], png[20] << 24 | png[21] << 16 | png[22] << 8 | png[23]));
    }

    [Fact]
    public async Task Without_a_chromium_there_is_no_picture_and_the_drill_goes_on()
    {
        var picture = await new Screenshots(new NoPrograms(), new SilentLog()).TakeAsync("Notejam", new Uri("http://127.0.0.1/"), CancellationToken.None);
        Assert.Null(picture);
    }

    private sealed class NoPrograms : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) => throw new ProgramNotFoundException(command.Program);
    }
}
