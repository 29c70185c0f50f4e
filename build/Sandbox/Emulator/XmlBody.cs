namespace Notejam.Sandbox.Emulator;

/// <summary>moto writes what a request quotes into XML as it came; a control character makes the whole answer unreadable.</summary>
internal static class XmlBody
{
    /// <summary>Puts a question mark in the place of every byte that XML has no way to write.</summary>
    /// <param name="body">UTF-8, in which no byte of a longer character is below 128.</param>
    public static void MakeReadable(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        for (var index = 0; index < body.Length; index++)
            if (body[index] < ' ' && body[index] is not ((byte)'\t' or (byte)'\n' or (byte)'\r')) body[index] = (byte)'?';
    }
}
