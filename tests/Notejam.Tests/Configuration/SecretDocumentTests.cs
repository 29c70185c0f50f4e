using Microsoft.Extensions.Configuration;
using Notejam.Configuration;

namespace Notejam.Tests.Configuration;

public sealed class SecretDocumentTests
{
    [Fact]
    public void Its_keys_are_settings_and_the_others_are_left_alone()
    {
        var configuration = Read("""{"secret_key": "k", "smtp_password": "p", "more": 1}""");
        Assert.Equal("k", configuration["Application:SecretKey"]);
        Assert.Equal("p", configuration["Mail:Password"]);
        Assert.Null(configuration["more"]);
    }

    [Fact]
    public void A_variable_of_its_own_wins() =>
        Assert.Equal("mine", Read("""{"smtp_password": "p"}""", ("Mail:Password", "mine"))["Mail:Password"]);

    [Theory]
    [InlineData("hunter2")]
    [InlineData("\"hunter2\"")]
    [InlineData("""{"secret_key": ["hunter2"]}""")]
    public void What_is_no_such_document_is_refused_without_being_quoted(string text)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.StartsWith("Application__Secret is not a JSON object", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_depend_on_the_key_and_on_what_they_are_for()
    {
        var (one, other) = (Secret("one"), Secret("other"));
        Assert.Equal(one.Hash("a", "text"), Secret("one").Hash("a", "text"));
        Assert.NotEqual(one.Hash("a", "text"), other.Hash("a", "text"));
        Assert.NotEqual(one.Hash("a", "text"), one.Hash("b", "text"));
    }

    private static ApplicationSecret Secret(string key) =>
        ApplicationSecret.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([new("Application:SecretKey", key)]).Build()));

    private static ConfigurationManager Read(string document, params (string Key, string Value)[] others)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Application:Secret", document), .. others.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))]);
        SecretDocument.AddTo(configuration);
        return configuration;
    }
}
