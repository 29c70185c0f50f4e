using System.Net;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Tests.Host;

public sealed class TaskDoorTests
{
    [Fact]
    public void The_door_stands_before_the_network_that_it_leads_from()
    {
        // Of the range that documentation may use: no interface has it.
        using var socket = TaskDoor.Bind(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0));
        Assert.True(socket.IsBound);
        socket.Listen();
    }

    [Fact]
    public void The_endpoint_of_tasks_is_the_gateway_of_their_network() =>
        Assert.Equal(new Uri("http://172.30.66.1:4566"), new SandboxOptions { Port = 4566, StateDirectory = "" }.TaskEndpoint);
}
