using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class DebianVersionOrderTests
{
    [Theory]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.0", "1.0-0", 0)]
    [InlineData("0:1.0", "1.0", 0)]
    [InlineData("1.0", "1.00", 0)]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("1:0.1", "9.9", 1)]
    [InlineData("2.36-9+deb12u3", "2.36-9+deb12u10", -1)]
    [InlineData("2.36-9", "2.36-9+deb12u1", -1)]
    [InlineData("3.0.11-1~deb12u2", "3.0.11-1", -1)]
    [InlineData("3.0.11-1~deb12u1", "3.0.11-1~deb12u2", -1)]
    [InlineData("1.0~rc1", "1.0", -1)]
    [InlineData("1.0~~", "1.0~", -1)]
    [InlineData("1.0~", "1.0", -1)]
    [InlineData("1.0a", "1.0+", -1)]
    [InlineData("1.0", "1.0a", -1)]
    [InlineData("1:1.2.13.dfsg-1", "1:1.2.11.dfsg-4.1", 1)]
    [InlineData("5.6.1+really5.4.5-1", "5.6.1-1", 1)]
    [InlineData("1.2-3-4", "1.2-3-5", -1)]
    [InlineData("20230311", "20230311+deb12u1", -1)]
    [InlineData("99999999999999999999", "100000000000000000000", -1)]
    public void Versions_are_ordered_as_debian_orders_them(string left, string right, int expected)
    {
        Assert.Equal(expected, Math.Sign(DebianVersionOrder.Instance.Compare(left, right)));
        Assert.Equal(-expected, Math.Sign(DebianVersionOrder.Instance.Compare(right, left)));
    }
}
