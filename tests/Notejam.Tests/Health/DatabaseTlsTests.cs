using System.Text.Json;
using Notejam.Data.Tls;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Health;

/// <summary>A PostgreSQL of its own that speaks TLS.</summary>
[Trait("Suite", "wire")]
public sealed class DatabaseTlsTests : IAsyncLifetime
{
    private readonly PostgresServer postgres = new();
    private readonly RedisServer redis = new();
    private readonly TemporaryFolder folder = new();
    private TestCertificates certificates = null!;
    private Dictionary<string, string?> environment = [];

    public async Task InitializeAsync()
    {
        certificates = TestCertificates.Write(folder.Path);
        await Task.WhenAll(postgres.InitializeAsync(), redis.InitializeAsync());
        await postgres.UseTlsAsync(certificates.Certificate, certificates.Key);
        environment = new NotejamSettings(postgres, redis, await postgres.CreateDatabaseAsync()).ToEnvironment();
        environment["Database__SslMode"] = "VerifyFull";
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(redis.DisposeAsync(), postgres.DisposeAsync());
        folder.Delete();
    }

    [Fact]
    public async Task A_certificate_of_a_known_authority_is_accepted()
    {
        environment["SSL_CERT_FILE"] = certificates.Authority;
        var migration = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.True(migration.Succeeded, migration.Error);
        await using var app = await NotejamProcess.StartAsync(environment);
        await Eventually.HoldsAsync("the database is healthy", async () => await StatusAsync(app) == "Healthy");
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        var migration = await NotejamProcess.RunAsync(environment, "migrate");
        Assert.Equal(1, migration.ExitCode);
        Assert.Contains("certificate", migration.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        environment["SSL_CERT_FILE"] = certificates.Authority;
        // The certificate is for 127.0.0.1 alone.
        environment["Database__Host"] = "localhost";
        Assert.Equal(1, (await NotejamProcess.RunAsync(environment, "migrate")).ExitCode);
    }

    [Fact]
    public async Task A_server_without_TLS_is_refused()
    {
        await postgres.UseTlsAsync(null, null);
        environment["SSL_CERT_FILE"] = certificates.Authority;
        Assert.Equal(1, (await NotejamProcess.RunAsync(environment, "migrate")).ExitCode);
    }

    [Theory]
    [InlineData("Amazon RDS eu-central-1 Root CA RSA2048 G1")]
    [InlineData("Amazon RDS eu-west-1 Root CA ECC384 G1")]
    [InlineData("Amazon RDS us-east-1 Root CA RSA4096 G1")]
    public void Amazons_roots_are_known(string name)
    {
        var root = Assert.Single(DatabaseRoots.Read(null), root => root.Subject.Contains($"CN={name}", StringComparison.Ordinal));
        Assert.Equal(root.Issuer, root.Subject);
        Assert.True(root.NotAfter > DateTime.UtcNow.AddYears(10));
    }

    private static async Task<string?> StatusAsync(NotejamProcess app)
    {
        using var client = new NotejamClient(app.Address);
        using var report = JsonDocument.Parse(await (await client.GetAsync("/healthz/ready")).Response.Content.ReadAsStringAsync());
        return report.RootElement.GetProperty("checks").GetProperty("database").GetProperty("status").GetString();
    }
}
