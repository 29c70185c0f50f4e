using Microsoft.Extensions.Configuration;
using Notejam.Configuration;

namespace Notejam.Tests.Configuration;

public sealed class MailSettingsTests
{
    [Theory]
    [InlineData(null, null, false)]
    [InlineData("smtp", null, true)]
    [InlineData("smtp", "false", true)]
    [InlineData("smtp", "true", false)]
    [InlineData(null, "false", false)]
    public void Mails_go_out_only_with_a_server_and_no_seal(string? host, string? seal, bool open) =>
        Assert.Equal(open, Read(("Mail:Host", host), ("Mail:Sealed", seal), ("Application:Url", "https://notejam.example")).IsOpen);

    [Theory]
    [InlineData(null, "Application__Url is missing")]
    [InlineData("notejam.example", "Application__Url is 'notejam.example', not an address such as https://notejam.example")]
    [InlineData("file:///etc", "Application__Url is 'file:///etc', not an address such as https://notejam.example")]
    public void Links_need_an_address_of_their_own(string? url, string problem) =>
        Assert.Equal([problem], Assert.Throws<ConfigurationException>(() => Read(("Mail:Host", "smtp"), ("Application:Url", url))).Problems);

    [Fact]
    public void The_password_is_not_in_the_text_of_the_options() =>
        Assert.Equal("smtp:587", Read(("Mail:Host", "smtp"), ("Mail:Password", "hunter2"), ("Application:Url", "https://notejam.example")).ToString());

    [Theory]
    [InlineData("16")]
    [InlineData("-1")]
    [InlineData("soon")]
    public void A_drain_that_ECS_would_cut_off_is_refused(string seconds)
    {
        var reader = Reader(("Drain:Seconds", seconds));
        DrainOptions.Read(reader);
        Assert.Equal([$"Drain__Seconds is '{seconds}', not a number of seconds from 0 to 15"], Assert.Throws<ConfigurationException>(reader.ThrowIfInvalid).Problems);
    }

    private static MailOptions Read(params (string Key, string? Value)[] settings)
    {
        var reader = Reader(settings);
        var options = MailOptions.Read(reader);
        reader.ThrowIfInvalid();
        return options;
    }

    private static SettingsReader Reader(params (string Key, string? Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).Build());
}
