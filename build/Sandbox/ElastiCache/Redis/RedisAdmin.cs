using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.ElastiCache.Model;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>Changes a running server's tokens, as a user of the sandbox's own: clients that are connected stay so, and no key is lost.</summary>
internal sealed class RedisAdmin(CertificateAuthority authority)
{
    /// <summary>The sandbox's user in each server.</summary>
    public const string User = "notejam-sandbox";

    /// <summary>Tells a server which tokens to accept, and where to listen.</summary>
    /// <param name="port">The port that it is to listen at; null for that of before.</param>
    /// <exception cref="InvalidOperationException">It refuses; the message has its answer.</exception>
    public async Task SetAsync(ReplicationGroup group, int? port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await using var stream = await ConnectAsync(client, group, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        await AskAsync(stream, reader, ["AUTH", User, group.AdminPassword!], group.Id, cancellationToken);
        await AskAsync(stream, reader, ["ACL", "SETUSER", "default", .. group.Tokens.Rules()], group.Id, cancellationToken);
        if (port is not { } other) return;
        // Loopback is a convenience: another sandbox's server may have taken the port there while this one was away.
        if (!CacheAddresses.IsFree(new CacheEndpoint("127.0.0.1", other))) await AskAsync(stream, reader, ["CONFIG", "SET", "bind", group.Endpoint.Address], group.Id, cancellationToken);
        await AskAsync(stream, reader, ["CONFIG", "SET", "tls-port", other.ToString(CultureInfo.InvariantCulture)], group.Id, cancellationToken);
    }

    /// <summary>Connects to a server, over TLS where it speaks that.</summary>
    public async Task<Stream> ConnectAsync(TcpClient client, ReplicationGroup group, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(group.Server.Address, group.Server.Port, cancellationToken);
        if (!group.TransitEncryption) return client.GetStream();
        using var root = X509CertificateLoader.LoadCertificateFromFile(authority.CertificatePath);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(root);
        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = group.Endpoint.Address, CertificateChainPolicy = policy }, cancellationToken);
        return tls;
    }

    private static async Task AskAsync(Stream stream, StreamReader reader, IReadOnlyList<string> words, string group, CancellationToken cancellationToken)
    {
        var text = $"*{words.Count}\r\n" + string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        var answer = await reader.ReadLineAsync(cancellationToken);
        if (answer != "+OK") throw new InvalidOperationException($"The Redis server of {group} refused {words[0]}: {answer ?? "it closed the connection"}");
    }
}
