using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Iam;

namespace Notejam.Sandbox.Tests.Iam;

public sealed class IamApiTests
{
    private const string Found = "<GetRoleResponse><GetRoleResult><RoleName>r</RoleName></GetRoleResult></GetRoleResponse>";

    [Theory]
    [InlineData(500)]
    [InlineData(501)]
    public async Task A_read_that_the_emulator_fails_at_is_repeated(int status)
    {
        var emulator = new Emulator(status, 2);

        var answer = await new IamApi(emulator, TimeProvider.System).CallAsync("GetRole", CancellationToken.None, ("RoleName", "r"));

        Assert.Equal(("r", 3), (IamApi.Text(answer, "RoleName"), emulator.Calls));
    }

    [Fact]
    public async Task An_error_of_the_caller_is_not_repeated()
    {
        var emulator = new Emulator(404, 5);

        var error = await Assert.ThrowsAsync<AwsException>(() => new IamApi(emulator, TimeProvider.System).CallAsync("GetRole", CancellationToken.None));

        Assert.Equal(("NoSuchEntity", 1), (error.Code, emulator.Calls));
    }

    // Fails some times, as moto does when what it walks changes.
    private sealed class Emulator(int status, int failures) : IEmulator
    {
        public int Calls { get; private set; }

        public Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(
            ++Calls <= failures ? new AwsResponse(status, "text/xml", "<E><Error><Code>NoSuchEntity</Code><Message>m</Message></Error></E>"u8.ToArray()) : new AwsResponse(200, "text/xml", Encoding.UTF8.GetBytes(Found)));

        public Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
