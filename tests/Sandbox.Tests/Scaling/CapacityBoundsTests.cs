using Notejam.Sandbox.Ecs;
using Notejam.Sandbox.Scaling.Acting;

namespace Notejam.Sandbox.Tests.Scaling;

public sealed class CapacityBoundsTests
{
    [Theory]
    [InlineData(0, false, null)]
    [InlineData(1, false, 2)]
    [InlineData(1, true, 2)]
    [InlineData(2, false, null)]
    [InlineData(4, false, null)]
    [InlineData(5, false, 4)]
    [InlineData(5, true, null)]
    public void A_service_that_runs_comes_back_into_its_bounds(int desired, bool deploying, int? expected)
    {
        Assert.Equal(expected, CapacityBounds.Decide(new ServiceCapacity(desired, desired, deploying), 2, 4)?.To);
    }

    [Fact]
    public void The_cause_is_AWSs()
    {
        Assert.Equal("minimum capacity was set to 2", CapacityBounds.Decide(new ServiceCapacity(1, 1, false), 2, 4)?.Cause);
        Assert.Equal("maximum capacity was set to 4", CapacityBounds.Decide(new ServiceCapacity(9, 9, false), 2, 4)?.Cause);
    }
}
