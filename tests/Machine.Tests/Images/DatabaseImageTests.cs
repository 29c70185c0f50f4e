using Docker.DotNet.Models;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

[Trait("Suite", "wire")]
public sealed class DatabaseImageTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task Postgres_makes_the_user_and_database_that_the_environment_names()
    {
        var (network, postgres) = await StartAsync("postgres:15", "POSTGRES_USER=notejam", "POSTGRES_PASSWORD=a secret", "POSTGRES_DB=notes");
        var client = await ClientAsync(network, "postgres:15", "PGPASSWORD=a secret");

        await engine.UntilAsync(postgres, "pg_isready", "-h", "127.0.0.1", "-U", "notejam", "-d", "notes");
        var answer = await engine.ExecAsync(client, "psql", "-h", "server", "-U", "notejam", "-d", "notes", "-tAc", "SELECT current_user || '/' || current_database()");
        var uid = await engine.ExecAsync(postgres, "id", "-u");

        Assert.Equal((0, "notejam/notes\n"), answer);
        Assert.Equal((0, "999\n"), uid);
    }

    [Fact]
    public async Task Postgres_refuses_a_wrong_password_from_another_container()
    {
        var (network, postgres) = await StartAsync("postgres:15", "POSTGRES_PASSWORD=right");
        var client = await ClientAsync(network, "postgres:15", "PGPASSWORD=wrong");

        await engine.UntilAsync(postgres, "pg_isready", "-h", "127.0.0.1", "-U", "postgres");
        var (code, output) = await engine.ExecAsync(client, "psql", "-h", "server", "-U", "postgres", "-tAc", "SELECT 1");

        Assert.Equal(2, code);
        Assert.Contains("password authentication failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postgres_without_a_password_ends_with_the_remedy()
    {
        await engine.Machine.Images(engine.Client).EnsureAsync("postgres:15");

        var run = await engine.RunAsync(new CreateContainerParameters { Image = "postgres:15" });

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("set POSTGRES_PASSWORD", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Postgres_keeps_its_data_over_a_restart()
    {
        var (_, postgres) = await StartAsync("postgres:15", "POSTGRES_PASSWORD=secret");
        string[] sql = ["psql", "-U", "postgres", "-tAc"];
        await engine.UntilAsync(postgres, "pg_isready", "-h", "127.0.0.1", "-U", "postgres");
        await engine.ExecAsync(postgres, [.. sql, "CREATE TABLE kept AS SELECT 42 AS answer"]);

        await engine.Client.Containers.RestartContainerAsync(postgres, new ContainerRestartParameters());
        await engine.UntilAsync(postgres, "pg_isready", "-h", "127.0.0.1", "-U", "postgres");

        Assert.Equal((0, "42\n"), await engine.ExecAsync(postgres, [.. sql, "SELECT answer FROM kept"]));
    }

    [Fact]
    public async Task Redis_answers_another_container()
    {
        var (network, redis) = await StartAsync("redis:7");
        var client = await ClientAsync(network, "redis:7");

        await engine.UntilAsync(redis, "redis-cli", "ping");
        var written = await engine.ExecAsync(client, "redis-cli", "-h", "server", "set", "greeting", "hello");
        var read = await engine.ExecAsync(redis, "redis-cli", "get", "greeting");

        Assert.Equal((0, "OK\n"), written);
        Assert.Equal((0, "hello\n"), read);
    }

    [Fact]
    public async Task Redis_takes_options_as_its_command()
    {
        await engine.Machine.Images(engine.Client).EnsureAsync("redis:7");
        var redis = await engine.StartAsync(new CreateContainerParameters { Image = "redis:7", Cmd = ["--requirepass", "secret"] });

        await engine.UntilAsync(redis, "redis-cli", "-a", "secret", "ping");
        var (_, output) = await engine.ExecAsync(redis, "redis-cli", "get", "x");

        Assert.Contains("NOAUTH", output, StringComparison.Ordinal);
    }

    private async Task<(string Network, string Container)> StartAsync(string image, params string[] environment)
    {
        await engine.Machine.Images(engine.Client).EnsureAsync(image);
        var network = await engine.NetworkAsync();
        var container = await engine.StartAsync(new CreateContainerParameters
        {
            Image = image,
            Env = environment,
            NetworkingConfig = On(network, "server"),
        });
        return (network, container);
    }

    // Waits, so that commands can be run in it.
    private Task<string> ClientAsync(string network, string image, params string[] environment) =>
        engine.StartAsync(new CreateContainerParameters
        {
            Image = image,
            Env = environment,
            Entrypoint = ["sh", "-c", "read forever"],
            OpenStdin = true,
            NetworkingConfig = On(network, "client"),
        });

    private static NetworkingConfig On(string network, string alias) => new()
    {
        EndpointsConfig = new Dictionary<string, EndpointSettings> { [network] = new() { Aliases = [alias] } },
    };
}
