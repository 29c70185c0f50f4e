using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class NuGetVersionOrderTests
{
    [Theory]
    [InlineData("1.0.0", "1.0.0", 0)]
    [InlineData("1.0", "1.0.0.0", 0)]
    [InlineData("1.0.0+a", "1.0.0+b", 0)]
    [InlineData("9.0.0", "10.0.0", -1)]
    [InlineData("1.0.0.1", "1.0.0", 1)]
    [InlineData("1.0.0-rc.1", "1.0.0", -1)]
    [InlineData("1.0.0-rc.2", "1.0.0-rc.10", -1)]
    [InlineData("1.0.0-alpha", "1.0.0-alpha.1", -1)]
    [InlineData("1.0.0-1", "1.0.0-a", -1)]
    [InlineData("1.0.0-ALPHA", "1.0.0-alpha", 0)]
    public void Versions_are_ordered_as_nuget_orders_them(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(NuGetVersionOrder.Instance.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(NuGetVersionOrder.Instance.Compare(right, left)));
    }
}
