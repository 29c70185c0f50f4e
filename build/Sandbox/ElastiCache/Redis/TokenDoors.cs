using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>Stands before the servers of caches that take a token but do not demand one: what ElastiCache can and Redis cannot.</summary>
internal sealed class TokenDoors(RedisAdmin admin, ListeningSockets sockets) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (ListeningSocket Listener, IReadOnlyList<string> Hashes)> _open = new();

    /// <summary>Takes over a cache's endpoint, which its server has left.</summary>
    /// <param name="folder">The server's folder, with its certificate.</param>
    public async Task OpenAsync(ReplicationGroup group, string folder)
    {
        if (_open.TryGetValue(group.Arn, out var open) && ReferenceEquals(open.Hashes, group.Tokens.Hashes)) return;
        await CloseAsync(group);
        var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "server.crt"), Path.Combine(folder, "server.key"));
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(Path.Combine(folder, "server.crt"));
        var listener = sockets.Listen(new IPEndPoint(IPAddress.Parse(group.Endpoint.Address), group.Endpoint.Port));
        _open[group.Arn] = (listener, group.Tokens.Hashes);
        _ = ServeAsync(listener, SslStreamCertificateContext.Create(certificate, chain, offline: true), group, group.Tokens.Hashes);
    }

    /// <summary>Gives an endpoint back; who came in stays in.</summary>
    public async Task CloseAsync(ReplicationGroup group)
    {
        if (_open.TryRemove(group.Arn, out var open)) await open.Listener.CloseAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var (listener, _) in _open.Values) await listener.CloseAsync();
    }

    private async Task ServeAsync(ListeningSocket listener, SslStreamCertificateContext certificate, ReplicationGroup group, IReadOnlyList<string> hashes)
    {
        while (await listener.AcceptAsync() is { } accepted) _ = ServeAsync(new TcpClient { Client = accepted }, certificate, group, hashes);
    }

    private async Task ServeAsync(TcpClient client, SslStreamCertificateContext certificate, ReplicationGroup group, IReadOnlyList<string> hashes)
    {
        using var _ = client;
        try
        {
            await using var outside = new SslStream(client.GetStream());
            await outside.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = certificate });
            using var server = new TcpClient();
            await using var inside = await admin.ConnectAsync(server, group, CancellationToken.None);
            await Task.WhenAny(TokenFilter.RunAsync(outside, inside, hashes, CancellationToken.None), inside.CopyToAsync(outside)).Unwrap();
        }
        catch (Exception error) when (error is IOException or SocketException or System.Security.Authentication.AuthenticationException or FormatException)
        {
            // One of the two has gone, or speaks another language.
        }
    }
}
