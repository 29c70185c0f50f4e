using System.Net;
using System.Net.Sockets;
using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Host.Handover;

public sealed class ListeningSocketsTests
{
    [Fact]
    public async Task Who_comes_while_neither_gateway_accepts_is_served_by_the_successor()
    {
        var (older, newer) = (new ListeningSockets(), new ListeningSockets());
        var before = older.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        await before.PauseAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(before.Endpoint);
        newer.Inherit(before.Endpoint, await SendAsync(before));
        Assert.True(newer.HasInherited);
        await before.CloseAsync();
        Assert.Empty(older.Open);

        await using var after = newer.Listen(before.Endpoint);
        Assert.False(newer.HasInherited);
        using var served = await after.AcceptAsync().WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(((IPEndPoint)client.Client.LocalEndPoint!).Port, ((IPEndPoint)served!.RemoteEndPoint!).Port);
    }

    [Fact]
    public async Task Pausing_ends_an_accept_that_waits()
    {
        await using var socket = new ListeningSockets().Listen(new IPEndPoint(IPAddress.Loopback, 0));
        var accepting = socket.AcceptAsync();

        await socket.PauseAsync();

        Assert.Null(await accepting.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.Null(await socket.AcceptAsync());
    }

    [Fact]
    public async Task What_no_server_takes_is_closed()
    {
        var (older, newer) = (new ListeningSockets(), new ListeningSockets());
        var socket = older.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        newer.Inherit(socket.Endpoint, await SendAsync(socket));

        newer.DropInherited();

        Assert.False(newer.HasInherited);
    }

    // As between two processes.
    private static async Task<int> SendAsync(ListeningSocket socket)
    {
        using var folder = new TemporaryFolder();
        using var listener = HandoverSocket.Listen(folder.Path);
        using var newer = HandoverSocket.Connect(folder.Path)!;
        using var older = new HandoverChannel(await listener.AcceptAsync());
        older.Send("plain");
        older.Send(socket.Endpoint.ToString(), socket.Handle);
        Assert.Equal(("plain", null), await newer.ReceiveAsync(TimeSpan.FromSeconds(5), CancellationToken.None));
        var (text, descriptor) = (await newer.ReceiveAsync(TimeSpan.FromSeconds(5), CancellationToken.None))!.Value;
        Assert.Equal(socket.Endpoint.ToString(), text);
        return descriptor!.Value;
    }
}
