using System.Text;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;

namespace Notejam.Pipeline.Tests.Secrets;

public sealed class SecretSourceTests
{
    private const string Good = """{"secret_key":"0123456789abcdef0123456789abcdef"}""";

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\r\n")]
    public void Standard_input_is_read_as_it_is_piped(string around)
    {
        var secret = SecretSource.Read("-", Input(Encoding.UTF8.GetBytes((around == "\uFEFF" ? around : "") + Good + (around == "\uFEFF" ? "" : around))));
        Assert.Contains("0123456789abcdef0123456789abcdef", secret.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_of_PowerShell_is_read_too() => Assert.Single(SecretSource.Read("-", Input([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Good)])).Keys);

    [Theory]
    [InlineData("", "Standard input is empty.")]
    [InlineData(" \n", "Standard input is empty.")]
    [InlineData("secret", "Standard input is no JSON")]
    [InlineData("{}", "Standard input has no secret_key")]
    [InlineData("""{"secret_key":"0123456789abcdef0123456789abcdef","secret_key":"1123456789abcdef0123456789abcdef"}""", "Standard input has a value twice")]
    public void An_input_that_holds_no_secret_is_refused(string text, string expected)
    {
        var error = Assert.Throws<RequestException>(() => SecretSource.Read("-", Input(Encoding.UTF8.GetBytes(text))));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Remedy);
    }

    [Fact]
    public void A_terminal_is_refused() =>
        Assert.Contains("--from - reads standard input, which is a terminal here.", Assert.Throws<RequestException>(() => SecretSource.Read("-", null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Contains("is no text in UTF-8", Assert.Throws<RequestException>(() => SecretSource.Read("-", Input([0x7B, 0xC3, 0x28]))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_input_without_an_end_is_refused() =>
        Assert.Contains("is longer than", Assert.Throws<RequestException>(() => SecretSource.Read("-", Input(new byte[2_000_000]))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_is_read_and_a_missing_one_is_named()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, Good);
        Assert.Single(SecretSource.Read(file, null).Keys);
        File.Delete(file);
        Assert.Contains(file, Assert.Throws<RequestException>(() => SecretSource.Read(file, null)).Message, StringComparison.Ordinal);
    }

    private static MemoryStream Input(byte[] bytes) => new(bytes);
}
