using System.Net.Sockets;
using Docker.DotNet;

namespace Notejam.Machine.Docker;

/// <summary>Asks a Docker endpoint whether an engine is there.</summary>
public static class EngineProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Connects, then asks for the version; every failure is an answer.</summary>
    public static async Task<EngineAnswer> AskAsync(DockerClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(Limit);
        try
        {
            // The client's own errors do not tell these cases apart: connect by hand first.
            if (client.Options.Endpoint.Scheme == "unix") await ConnectAsync(client.Options.Endpoint.LocalPath, limited.Token);
            var version = await client.System.GetVersionAsync(limited.Token);
            return new EngineAnswer(EngineState.Answers, version.Version);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new EngineAnswer(EngineState.Mute, $"no answer within {Limit.TotalSeconds:0} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new EngineAnswer(StateOf(exception), exception.GetBaseException().Message);
        }
    }

    /// <summary>Classifies a failure to connect or to be answered.</summary>
    public static EngineState StateOf(Exception exception) => exception?.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => EngineState.Refused,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => EngineState.NoPermission,
        SocketException => EngineState.Absent,
        UnauthorizedAccessException => EngineState.NoPermission,
        FileNotFoundException or DirectoryNotFoundException or TimeoutException => EngineState.Absent,
        _ => EngineState.Mute,
    };

    private static async Task ConnectAsync(string path, CancellationToken cancellationToken)
    {
        // A missing socket file is reported as an address that "cannot be assigned": say it plainly.
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no {path}");

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
    }
}
