using System.Globalization;
using Notejam.Notes;

namespace Notejam.Tests.Notes;

public sealed class ModifiedTimeTests
{
    [Theory]
    [InlineData("2014-07-12T10:51:00Z", "2014-07-12T23:59:59Z", "Today at 10:51")]
    [InlineData("2014-07-12T00:00:00Z", "2014-07-12T00:00:00Z", "Today at 00:00")]
    [InlineData("2014-07-12T00:00:01Z", "2014-07-11T23:59:59Z", "Today at 00:00")]
    [InlineData("2014-07-11T23:59:00Z", "2014-07-12T00:00:00Z", "Yesterday")]
    [InlineData("2014-07-12T01:00:00+02:00", "2014-07-12T00:30:00Z", "Yesterday")]
    [InlineData("2014-07-10T23:59:00Z", "2014-07-12T00:00:00Z", "2 days ago")]
    [InlineData("2014-07-06T00:00:00Z", "2014-07-12T23:59:59Z", "6 days ago")]
    [InlineData("2014-07-05T23:59:59Z", "2014-07-12T00:00:00Z", "05 Jul. 2014")]
    [InlineData("2013-02-02T12:00:00Z", "2014-07-12T00:00:00Z", "02 Feb. 2013")]
    public void Recent_days_have_names(string modified, string now, string expected) =>
        Assert.Equal(expected, ModifiedTime.Describe(At(modified), At(now)));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
