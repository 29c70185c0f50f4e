using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Hosting;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class TelemetryTests(NotejamFixture notejam)
{
    [Fact]
    public async Task Traces_and_metrics_go_where_OTLP_is_taken()
    {
        var received = new ConcurrentBag<(string Path, string Body)>();
        var endpoint = $"http://127.0.0.1:{FreePort.Find()}/";
        using var listener = new HttpListener { Prefixes = { endpoint } };
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                var context = await listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream, Encoding.Latin1);
                received.Add((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                context.Response.Close();
            }
        });

        var environment = notejam.Settings.ToEnvironment();
        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        await using var app = await NotejamProcess.StartAsync(environment);
        using var client = new NotejamClient(app.Address);
        await client.EnterAsync();
        await client.WriteAsync("Heading", "private-text-of-a-note");

        bool Has(string path, string text) => received.Any(item => item.Path == path && item.Body.Contains(text, StringComparison.Ordinal));
        await Eventually.HoldsAsync("a page and its statements are traced", () => Task.FromResult(Has("/v1/traces", "notes/create") && Has("/v1/traces", "INSERT INTO notes")));
        await Eventually.HoldsAsync("requests and connections are measured", () => Task.FromResult(Has("/v1/metrics", "http.server.request.duration") && Has("/v1/metrics", "db.client")));
        Assert.DoesNotContain(received, item => item.Body.Contains("private-text-of-a-note", StringComparison.Ordinal));
        listener.Stop();
    }
}
