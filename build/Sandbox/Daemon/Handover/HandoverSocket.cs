using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Notejam.Sandbox.Daemon.Handover;

/// <summary>Where a gateway waits for its successor: a socket in a folder that only the sandbox's own user enters.</summary>
internal static class HandoverSocket
{
    // unix(7): sun_path has 108 bytes, the last of them 0.
    private const int LongestPath = 107;

    /// <summary>Whether this machine can: a state directory with a very long name leaves no room for the socket's.</summary>
    public static bool IsPossible(string stateDirectory) =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64
        && System.Text.Encoding.UTF8.GetByteCount(PathIn(stateDirectory)) <= LongestPath;

    /// <summary>Listens for a successor.</summary>
    public static Socket Listen(string stateDirectory)
    {
        var path = PathIn(stateDirectory);
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // .NET removes the name that a socket was bound to when it closes it: by then the name may be a successor's. So it is bound
        // to another, and replaces a predecessor's, or that of a killed gateway, once it listens.
        var bound = Path.Combine(folder, "new");
        File.Delete(bound);
        var socket = New();
        socket.Bind(new UnixDomainSocketEndPoint(bound));
        socket.Listen();
        File.Move(bound, path, overwrite: true);
        return socket;
    }

    /// <summary>Connects to the gateway that runs; null when none does.</summary>
    public static HandoverChannel? Connect(string stateDirectory)
    {
        if (!IsPossible(stateDirectory)) return null;
        var socket = New();
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(PathIn(stateDirectory)));
            return new HandoverChannel(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static Socket New() => new(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified);

    private static string PathIn(string stateDirectory) => Path.Combine(stateDirectory, "handover", "socket");
}
