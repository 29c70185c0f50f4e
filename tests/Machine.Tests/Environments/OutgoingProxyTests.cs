using System.Net;
using Notejam.Machine.Environments;

namespace Notejam.Machine.Tests.Environments;

public sealed class OutgoingProxyTests
{
    private const string Proxy = "http://proxy.example:3128/";

    [Theory]
    // This machine: never.
    [InlineData("http://localhost:4566/", "", false)]
    [InlineData("http://127.0.0.1:4566/", "", false)]
    [InlineData("http://127.0.66.1/", "localhost,127.0.0.1", false)]
    [InlineData("http://127.255.255.254/", "", false)]
    [InlineData("http://[::1]:8080/", "", false)]
    [InlineData("http://[::ffff:127.0.66.1]/", "", false)]
    [InlineData("http://app.localhost/", "", false)]
    [InlineData("http://docker.sock/version", "", false)]
    // AWS and others: always, unless the user says otherwise.
    [InlineData("https://sts.eu-central-1.amazonaws.com/", "localhost,127.0.0.1", true)]
    [InlineData("http://172.30.66.1:4566/", "", true)]
    [InlineData("http://128.0.0.1/", "", true)]
    [InlineData("http://localhost.example/", "", true)]
    // NO_PROXY, as Go and curl read it.
    [InlineData("http://172.30.66.1:4566/", "172.30.66.0/24", false)]
    [InlineData("http://172.30.67.1:4566/", "172.30.66.0/24", true)]
    [InlineData("http://[fd00::7]/", "fd00::/8", false)]
    [InlineData("http://10.0.0.7/", "10.0.0.7", false)]
    [InlineData("http://10.0.0.70/", "10.0.0.7", true)]
    [InlineData("https://vpce.eu-central-1.amazonaws.com/", "amazonaws.com", false)]
    [InlineData("https://vpce.eu-central-1.amazonaws.com/", ".amazonaws.com", false)]
    [InlineData("https://vpce.eu-central-1.amazonaws.com/", "*.amazonaws.com", false)]
    [InlineData("https://notamazonaws.com/", "amazonaws.com", true)]
    [InlineData("https://a.example/", "b.example, A.EXAMPLE", false)]
    [InlineData("http://a.example:8080/", "a.example:8080", false)]
    [InlineData("http://a.example:8081/", "a.example:8080", true)]
    [InlineData("https://a.example/", "*", false)]
    [InlineData("https://a.example/", ",;/,*.,:80", true)]
    public void Who_is_asked_through_the_proxy(string url, string exceptions, bool proxied)
    {
        foreach (var name in new[] { "NO_PROXY", "no_proxy" })
        {
            var proxy = new OutgoingProxy(new Dictionary<string, string> { ["ALL_PROXY"] = Proxy, [name] = exceptions }, null);
            Assert.Equal(proxied ? Proxy : null, proxy.GetProxy(new Uri(url))?.ToString());
            Assert.Equal(!proxied, proxy.IsBypassed(new Uri(url)));
        }
    }

    [Theory]
    [InlineData("http_proxy=http://a:1", "http", "http://a:1/")]
    [InlineData("HTTP_PROXY=http://a:1", "http", "http://a:1/")]
    [InlineData("HTTP_PROXY=a:1", "http", "http://a:1/")]
    [InlineData("http_proxy=http://a:1 HTTP_PROXY=http://b:2", "http", "http://a:1/")]
    [InlineData("http_proxy=http://a:1", "https", null)]
    [InlineData("https_proxy=http://a:1 all_proxy=http://b:2", "https", "http://a:1/")]
    [InlineData("https_proxy=http://a:1 all_proxy=http://b:2", "http", "http://b:2/")]
    [InlineData("ALL_PROXY=socks5://a:1080", "https", "socks5://a:1080/")]
    // curl's word for a proxy that looks names up itself, which .NET's socks5 does.
    [InlineData("ALL_PROXY=socks5h://a:1080", "https", "socks5://a:1080/")]
    [InlineData("ALL_PROXY=SOCKS4A://me:x@a:1080", "https", "socks4a://me:x@a:1080/")]
    [InlineData("HTTP_PROXY=http://a:1 GATEWAY_INTERFACE=CGI/1.1", "http", null)]
    [InlineData("HTTP_PROXY=nonsense://a GATEWAY_INTERFACE=CGI/1.1", "http", null)]
    [InlineData("HTTPS_PROXY=", "https", null)]
    public void Which_proxy_it_is(string variables, string scheme, string? expected)
    {
        var environment = variables.Split(' ').Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        Assert.Equal(expected, new OutgoingProxy(environment, null).GetProxy(new Uri($"{scheme}://somewhere.example/"))?.ToString());
    }

    // What cannot be read would otherwise count as no proxy, and what HTTP clients do not know would end in an exception of theirs.
    [Theory]
    [InlineData("HTTPS_PROXY", "nonsense://proxy.example:1", "'nonsense' is no kind of proxy")]
    [InlineData("https_proxy", "ftp://proxy.example:1", "'ftp' is no kind of proxy")]
    [InlineData("all_proxy", "file:///etc/passwd", "'file' is no kind of proxy")]
    [InlineData("HTTP_PROXY", "http://me:hunter2@proxy.example:99999", "no address")]
    [InlineData("http_proxy", "http://me:hunter2@proxy example:1", "no address")]
    [InlineData("ALL_PROXY", "http://", "no address")]
    [InlineData("HTTPS_PROXY", "http://:3128", "no address")]
    [InlineData("https_proxy", " ", "no address")]
    [InlineData("https_proxy", "true://", "'true' is no kind of proxy")]
    public void A_proxy_that_cannot_be_used_is_refused_by_its_variable(string variable, string value, string why)
    {
        var refused = Assert.Throws<MachineException>(() => new OutgoingProxy(new Dictionary<string, string> { [variable] = value }, null));
        Assert.StartsWith($"{variable} names no proxy that can be used: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_password_is_given_to_it()
    {
        var proxy = new OutgoingProxy(new Dictionary<string, string> { ["https_proxy"] = "http://me:p%40ss@proxy.example:3128" }, null);
        var address = proxy.GetProxy(new Uri("https://somewhere.example/"))!;
        var credential = proxy.Credentials!.GetCredential(address, "Basic")!;
        Assert.Equal(("me", "p@ss"), (credential.UserName, credential.Password));
    }

    [Fact]
    public void Without_variables_the_system_decides_but_not_about_this_machine()
    {
        var proxy = new OutgoingProxy(new Dictionary<string, string>(), new WebProxy(Proxy));
        Assert.Equal(Proxy, proxy.GetProxy(new Uri("https://somewhere.example/"))?.ToString());
        Assert.Null(proxy.GetProxy(new Uri("http://127.0.66.1/")));
    }

    [Theory]
    [InlineData("HTTP_PROXY", "a.example", "a.example,localhost,127.0.0.1,::1,127.0.0.0/8,172.30.66.0/24,127.0.66.1")]
    [InlineData("all_proxy", "127.0.0.1", "127.0.0.1,localhost,::1,127.0.0.0/8,172.30.66.0/24,127.0.66.1")]
    [InlineData("https_proxy", null, "localhost,127.0.0.1,::1,127.0.0.0/8,172.30.66.0/24,127.0.66.1")]
    public void Programs_are_told_this_machines_addresses_in_both_spellings(string name, string? before, string after)
    {
        var environment = new Dictionary<string, string> { [name] = Proxy };
        if (before is not null) environment["NO_PROXY"] = before;
        var told = ProxyVariables.WithLocal(environment, ["172.30.66.0/24", "127.0.66.1"]);
        Assert.Equal((after, after), (told["NO_PROXY"], told["no_proxy"]));
    }

    [Fact]
    public void Without_a_proxy_nothing_is_added() => Assert.Empty(ProxyVariables.WithLocal(new Dictionary<string, string>(), ["127.0.66.1"]));
}
