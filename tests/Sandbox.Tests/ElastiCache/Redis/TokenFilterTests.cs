using System.Text;
using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.ElastiCache.Redis;

namespace Notejam.Sandbox.Tests.ElastiCache.Redis;

public sealed class TokenFilterTests
{
    [Theory]
    [InlineData("AUTH good", "AUTH default good")]
    [InlineData("auth good", "auth default good")]
    [InlineData("AUTH bad", "AUTH notejam-nobody bad")]
    [InlineData("AUTH default good", "AUTH default good")]
    [InlineData("AUTH default bad", "AUTH notejam-nobody bad")]
    [InlineData("AUTH other bad", "AUTH other bad")]
    [InlineData("HELLO 3", "HELLO 3")]
    [InlineData("HELLO 3 AUTH default good SETNAME x", "HELLO 3 AUTH default good SETNAME x")]
    [InlineData("HELLO 3 SETNAME x AUTH default bad", "HELLO 3 SETNAME x AUTH notejam-nobody bad")]
    [InlineData("SET AUTH bad", "SET AUTH bad")]
    public void Who_names_a_token_is_let_in_or_refused_by_it(string command, string passed) =>
        Assert.Equal(passed, string.Join(' ', TokenFilter.Change([.. command.Split(' ').Select(Encoding.UTF8.GetBytes)], [AuthTokens.Hash("good")]).Select(Encoding.UTF8.GetString)));

    [Fact]
    public async Task Commands_pass_in_either_form_with_whatever_bytes_they_carry()
    {
        byte[] binary = [0, 255, (byte)'\r', (byte)'\n', (byte)'*'];
        using var client = new MemoryStream();
        client.Write("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\n"u8);
        client.Write(binary);
        client.Write("\r\nGET k\r\n"u8);
        client.Position = 0;
        using var server = new MemoryStream();
        await TokenFilter.RunAsync(client, server, [], CancellationToken.None);

        byte[] expected = [.. "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\n"u8, .. binary, .. "\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"u8];
        Assert.Equal(expected, server.ToArray());
    }
}
