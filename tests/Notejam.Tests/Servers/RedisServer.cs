using System.Globalization;
using System.Net.Sockets;
using Notejam.Machine.Processes;

namespace Notejam.Tests.Servers;

/// <summary>A Redis of its own on a free loopback port; can be stopped and started again at the same port.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private BackgroundProcess? process;

    public int Port { get; } = FreePort.Find();

    public async Task InitializeAsync() => await StartAsync();

    public async Task StartAsync()
    {
        process = BackgroundProcess.Start(ProcessCommand.Of(
            "redis-server",
            "--port", Port.ToString(CultureInfo.InvariantCulture),
            "--bind", "127.0.0.1",
            "--save", "",
            "--dir", folder.Path));
        await Eventually.HoldsAsync($"Redis answers at port {Port}", AnswersAsync);
    }

    public async Task StopAsync()
    {
        if (process is not null) await process.DisposeAsync();
        process = null;
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        folder.Delete();
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
