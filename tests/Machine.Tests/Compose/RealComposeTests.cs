using Notejam.Machine.Compose;
using Notejam.Machine.Processes;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Compose;

[Trait("Suite", "wire")]
public sealed class RealComposeTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Services =
        """
        services:
          store:
            image: redis:7
            healthcheck:
              test: ["CMD", "redis-cli", "ping"]
              interval: 1s
              retries: 60
          writer:
            image: redis:7
            command: ["redis-cli", "-h", "store", "set", "greeting", "hello"]
            depends_on:
              store:
                condition: service_healthy
          reader:
            image: redis:7
            command: ["redis-cli", "-h", "store", "get", "greeting"]
            depends_on:
              writer:
                condition: service_completed_successfully
        """;

    [Fact]
    public async Task It_starts_services_in_the_order_of_their_health_and_takes_them_down()
    {
        using var folder = new TemporaryFolder();
        folder.Write("compose.yaml", Services);
        await engine.Machine.Images(engine.Client).EnsureAsync("redis:7");
        var compose = await engine.Machine.Compose.ResolveAsync();
        var project = $"notejam{Guid.NewGuid():N}"[..20];

        try
        {
            var up = await RunAsync(compose, folder, project, "up", "-d");
            Assert.True(up.Succeeded, up.Error);

            Assert.Contains("hello", await ReadAsync(compose, folder, project), StringComparison.Ordinal);
        }
        finally
        {
            var down = await RunAsync(compose, folder, project, "down", "--volumes");
            Assert.True(down.Succeeded, down.Error);
        }
    }

    private static async Task<string> ReadAsync(ComposeProgram compose, TemporaryFolder folder, string project)
    {
        for (var attempt = 0; ; attempt++)
        {
            var logs = await RunAsync(compose, folder, project, "logs", "reader");
            if (logs.Output.Contains("hello", StringComparison.Ordinal) || attempt == 60) return logs.Output;
            await Task.Delay(500);
        }
    }

    private static Task<ProcessResult> RunAsync(ComposeProgram compose, TemporaryFolder folder, string project, params string[] arguments) =>
        new ProcessRunner().RunAsync(compose.Command(["--project-name", project, .. arguments]) with { WorkingDirectory = folder.Path });
}
