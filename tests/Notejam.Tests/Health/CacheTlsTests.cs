using System.Globalization;
using System.Text.Json;
using Notejam.Machine.Processes;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Health;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class CacheTlsTests(NotejamFixture notejam) : IAsyncLifetime
{
    private const string RedisPassword = "secret";

    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePort.Find();
    private TestCertificates certificates = null!;
    private BackgroundProcess redis = null!;

    public async Task InitializeAsync()
    {
        certificates = TestCertificates.Write(folder.Path);
        redis = BackgroundProcess.Start(ProcessCommand.Of(
            "redis-server",
            "--port", "0",
            "--tls-port", port.ToString(CultureInfo.InvariantCulture),
            "--tls-cert-file", certificates.Certificate,
            "--tls-key-file", certificates.Key,
            "--tls-ca-cert-file", certificates.Authority,
            "--tls-auth-clients", "no",
            "--requirepass", RedisPassword,
            "--bind", "127.0.0.1",
            "--save", "",
            "--dir", folder.Path));
        await Eventually.HoldsAsync("Redis is ready", () => Task.FromResult(
            redis.Lines.Any(line => line.Contains("Ready to accept connections", StringComparison.Ordinal))));
    }

    public async Task DisposeAsync()
    {
        await redis.DisposeAsync();
        folder.Delete();
    }

    [Fact]
    public async Task A_certificate_that_the_system_trusts_is_accepted()
    {
        await using var app = await StartAsync(new() { ["SSL_CERT_FILE"] = certificates.Authority });
        await Eventually.HoldsAsync("the cache is healthy", async () => await CacheStatusAsync(app) == "Healthy");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using var app = await StartAsync([]);
        Assert.Equal("Unhealthy", await CacheStatusAsync(app));
    }

    private Task<NotejamProcess> StartAsync(Dictionary<string, string?> additions)
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Cache__Port"] = port.ToString(CultureInfo.InvariantCulture);
        environment["Cache__Tls"] = "true";
        environment["Cache__Password"] = RedisPassword;
        foreach (var (name, value) in additions) environment[name] = value;
        return NotejamProcess.StartAsync(environment);
    }

    private static async Task<string?> CacheStatusAsync(NotejamProcess app)
    {
        using var client = new NotejamClient(app.Address);
        var answer = await client.GetAsync("/health/ready");
        using var report = JsonDocument.Parse(await answer.Response.Content.ReadAsStringAsync());
        return report.RootElement.GetProperty("checks").GetProperty("cache").GetProperty("status").GetString();
    }
}
