using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Notejam.Machine.Docker;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Docker;

public sealed class EngineProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task No_socket_is_absent()
    {
        var answer = await AskAsync($"unix://{_folder.Path}/none.sock");

        Assert.Equal(EngineState.Absent, answer.State);
        Assert.Contains("there is no", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_refuses()
    {
        var path = Path.Combine(_folder.Path, "left.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Not closed by .NET, which would delete the file: the file of a killed engine stays.
            File.Move(path, path + ".kept");
        }

        Assert.Equal(EngineState.Refused, (await AskAsync($"unix://{path}.kept")).State);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_refuses()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(EngineState.Refused, (await AskAsync($"tcp://127.0.0.1:{port}")).State);
    }

    [Fact]
    public async Task Something_that_is_no_engine_is_mute()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = ServeAsync(listener);

        Assert.Equal(EngineState.Mute, (await AskAsync($"tcp://127.0.0.1:{port}")).State);
        await serving;
    }

    [Fact]
    public void A_socket_that_one_may_not_use_is_no_permission() =>
        Assert.Equal(EngineState.NoPermission, EngineProbe.StateOf(new HttpRequestException("x", new SocketException((int)SocketError.AccessDenied))));

    public void Dispose() => _folder.Dispose();

    private static async Task ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync("SSH-2.0-not-docker\r\n"u8.ToArray());
    }

    private static async Task<EngineAnswer> AskAsync(string endpoint)
    {
        using var client = new DockerClientBuilder().WithEndpoint(new Uri(endpoint)).Build();
        return await EngineProbe.AskAsync(client);
    }
}
