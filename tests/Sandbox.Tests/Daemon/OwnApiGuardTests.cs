using Microsoft.AspNetCore.Http;
using Notejam.Sandbox.Daemon;

namespace Notejam.Sandbox.Tests.Daemon;

public sealed class OwnApiGuardTests
{
    [Theory]
    [InlineData("GET", "127.0.0.1:4566", null, null, false, true)]
    [InlineData("GET", "localhost:4566", "http://evil.example", null, false, true)]
    [InlineData("GET", "rebound.evil.example:4566", null, null, false, false)]
    [InlineData("POST", "127.0.0.1:4566", null, null, true, true)]
    [InlineData("POST", "127.0.0.1:4566", null, "application/json", false, true)]
    [InlineData("POST", "127.0.0.1:4566", "http://127.0.0.1:4566", "application/json; charset=utf-8", false, true)]
    [InlineData("POST", "127.0.0.1:4566", "http://localhost:4566", null, true, true)]
    [InlineData("POST", "127.0.0.1:4566", null, null, false, false)]
    [InlineData("POST", "127.0.0.1:4566", null, "text/plain", false, false)]
    [InlineData("POST", "127.0.0.1:4566", "http://evil.example", "application/json", true, false)]
    [InlineData("POST", "127.0.0.1:4566", "null", null, true, false)]
    [InlineData("POST", "127.0.0.1:4566", "http://127.0.0.1:8080", null, true, false)]
    [InlineData("POST", "rebound.evil.example:4566", "http://rebound.evil.example:4566", "application/json", true, false)]
    [InlineData("DELETE", "127.0.0.1:4566", null, null, false, false)]
    [InlineData("DELETE", "127.0.0.1:4566", null, null, true, true)]
    public void Only_a_caller_on_this_machine_who_means_it_may_change_something(string method, string host, string? origin, string? type, bool header, bool allowed)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Host, request.ContentType) = (method, new HostString(host), type);
        if (origin is not null) request.Headers.Origin = origin;
        if (header) request.Headers[OwnApiGuard.Header] = "1";

        Assert.Equal(allowed, OwnApiGuard.Objection(request, 4566) is null);
    }
}
