using System.Net;
using System.Net.Sockets;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
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

    [Fact]
    public void A_bug_keeps_its_stack_trace() => Assert.Null(Explanation.Of(new InvalidOperationException("a bug")));

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
