using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Notejam.Sandbox.Daemon.Handover;

/// <summary>A line between two gateways; a message may carry an open descriptor (unix(7), SCM_RIGHTS).</summary>
internal sealed unsafe partial class HandoverChannel(Socket socket) : IDisposable
{
    // Values and layouts of 64-bit Linux.
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int CloseOnExec = 0x40000000;
    private const int NoSignal = 0x4000;
    private const int ControlLength = 16 + sizeof(int);
    private const int LargestMessage = 1024;
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends a message.</summary>
    /// <exception cref="IOException">The other side has gone.</exception>
    public void Send(string text, SafeSocketHandle? descriptor = null)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var added = false;
        try
        {
            descriptor?.DangerousAddRef(ref added);
            var control = new Control { Length = ControlLength, Level = SocketLevel, Type = Rights, Descriptor = (int)(descriptor?.DangerousGetHandle() ?? 0) };
            fixed (byte* data = bytes)
            {
                var vector = new Vector { Base = data, Length = (nuint)bytes.Length };
                var message = new Message { Vectors = &vector, VectorCount = 1 };
                if (descriptor is not null)
                {
                    message.Control = &control;
                    message.ControlLength = (nuint)sizeof(Control);
                }

                if (SendMessage((int)socket.Handle, &message, NoSignal) < 0) throw new IOException("The other gateway has gone.", new Win32Exception());
            }
        }
        finally
        {
            if (added) descriptor!.DangerousRelease();
        }
    }

    /// <summary>The next message; null when the other side has gone, or says nothing for too long.</summary>
    public Task<(string Text, int? Descriptor)?> ReceiveAsync(TimeSpan patience, CancellationToken cancellationToken) => Task.Run(() =>
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += Slice)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (socket.Poll(Slice, SelectMode.SelectRead)) return Receive();
        }

        return null;
    }, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => socket.Dispose();

    private (string Text, int? Descriptor)? Receive()
    {
        var bytes = stackalloc byte[LargestMessage];
        var control = default(Control);
        var vector = new Vector { Base = bytes, Length = LargestMessage };
        var message = new Message { Vectors = &vector, VectorCount = 1, Control = &control, ControlLength = (nuint)sizeof(Control) };
        var length = ReceiveMessage((int)socket.Handle, &message, CloseOnExec);
        if (length <= 0) return null;
        int? descriptor = control is { Length: ControlLength, Level: SocketLevel, Type: Rights } ? control.Descriptor : null;
        return (Encoding.UTF8.GetString(bytes, (int)length), descriptor);
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int socket, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, Message* message, int flags);

    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public Control* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [StructLayout(LayoutKind.Sequential, Size = 24)]
    private struct Control
    {
        public nuint Length;
        public int Level;
        public int Type;
        public int Descriptor;
    }
}
