using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Docker.DotNet;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class ExplanationTests
{
    [Fact]
    public async Task A_region_that_breaks_every_connection_is_explained_and_no_bug()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var over = new CancellationTokenSource();
        var breaking = BreakAsync(listener, over.Token);
        using var sts = new AmazonSecurityTokenServiceClient(FakeAws.Credentials, new AmazonSecurityTokenServiceConfig { ServiceURL = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest()));

        Assert.True(AwsFailure.Is(exception), exception.ToString());
        Assert.NotNull(Explanation.Of(exception));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => breaking);
    }

    // Each as a library throws it; the kernel's numbers are those of errno.h.
    public static TheoryData<Exception, string, string> Failures => new()
    {
        { new IOException("No space left on device : '/clone/artifacts/scan.json'", 28), "'/clone/artifacts/scan.json'", "Make room" },
        { new IOException("Disk quota exceeded : '/home/x'", 122), "/home/x", "Make room" },
        { new IOException("There is not enough space on the disk. : 'C:\\x'", unchecked((int)0x80070070)), "C:\\x", "Make room" },
        { new IOException("Read-only file system : '/clone/artifacts'", 30), "/clone/artifacts", "mounted read-only" },
        { new IOException("Too many open files : '/x'", 24), "/x", "ulimit -n" },
        { new IOException("Too many levels of symbolic links : '/x'", 40), "/x", "circle" },
        { new IOException("The file '/clone/artifacts' already exists."), "/clone/artifacts", "what lies at that path" },
        { new UnauthorizedAccessException("Access to the path '/clone/artifacts/scan.json' is denied."), "/clone/artifacts/scan.json", "the right to it" },
        { new FileNotFoundException("Could not find file '/clone/app/Dockerfile'."), "/clone/app/Dockerfile", "Put it back" },
        { new DirectoryNotFoundException("Could not find a part of the path '/tmp/x'."), "/tmp/x", "Put it back" },
        { new PathTooLongException("The path '/a' is too long"), "'/a'", "Shorten" },
        { new AggregateException(new IOException("No space left on device : '/a'", 28), new IOException("No space left on device : '/b'", 28)), "'/a'", "Make room" },
        { new TypeInitializationException("Nuke.Common.NukeBuild", new UnauthorizedAccessException("Access to the path '/x' is denied.")), "'/x'", "the right to it" },
        { new JsonException("The JSON value could not be converted. Path: $.revision | LineNumber: 3"), "$.revision", "artifacts/" },
        { new XmlException("Root element is missing."), "Root element is missing", "" },
        { new InvalidDataException("The archive entry was compressed using an unsupported method."), "archive entry", "Delete" },
        { new CryptographicException("The certificate data cannot be read."), "certificate data", "" },
        { new Win32Exception(13), "to start a program", "this user may run it" },
        { new SocketException((int)SocketError.ConnectionRefused), "The network refuses", "Is the other side running" },
        { new HttpRequestException("Response status code does not indicate success: 502"), "502", "Run the same command again" },
        { new HttpRequestException("The SSL connection could not be established", new AuthenticationException("the remote certificate is invalid")), "the remote certificate is invalid", "" },
        { new AuthenticationException("the remote certificate is invalid"), "the remote certificate is invalid", "proxy" },
        { new TimeoutException("The operation has timed out."), "timed out", "Run the same command again" },
        { new DockerImageNotFoundException(HttpStatusCode.NotFound, "No such image: notejam:x"), "No such image: notejam:x", "Something else has removed it" },
        { new ProgramNotFoundException("git"), "'git' was not found on PATH", "" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_a_library_throws_names_its_subject_and_what_to_do(Exception thrown, string subject, string remedy)
    {
        var explained = Explanation.Of(thrown);

        Assert.NotNull(explained);
        Assert.Contains(subject, explained.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, explained.Remedy ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_system_throws_for_a_full_disk_is_recognized()
    {
        if (!File.Exists("/dev/full")) return;
        var thrown = Assert.ThrowsAny<IOException>(() => File.WriteAllText("/dev/full", "x"));
        Assert.Contains("Make room", Explanation.Of(thrown)!.Remedy, StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Bugs => [new InvalidOperationException("a bug"), new NotSupportedException("a bug"), new FormatException("a bug"), new ArgumentException("a bug"), new AggregateException(new IOException("x"), new InvalidOperationException("a bug"))];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_bug_is_left_to_the_safety_net(Exception bug) => Assert.Null(Explanation.Of(bug));

    private static async Task BreakAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = await listener.AcceptSocketAsync(cancellationToken);
            await socket.ReceiveAsync(new byte[1], cancellationToken);
            // Without lingering, closing resets the connection.
            socket.LingerState = new LingerOption(true, 0);
        }
    }
}
