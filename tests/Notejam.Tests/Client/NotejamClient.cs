using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Notejam.Tests.Client;

/// <summary>A browser without a screen: keeps cookies and sends forms with their hidden fields. Does not follow redirects.</summary>
public sealed class NotejamClient : IDisposable
{
    public const string Password = "correct horse battery";

    private static readonly HtmlParser Parser = new();
    private readonly HttpClient http;

    public NotejamClient(Uri address, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new CookieContainer();
        http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    public Task<NotejamPage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<NotejamPage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(fields) });

    /// <summary>Opens the page and sends its form (the last: the first may be "Sign out") with these fields filled in.</summary>
    public async Task<NotejamPage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        var form = (IHtmlFormElement)page.Document.QuerySelectorAll("form")[^1];
        var hidden = form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(input => (input.Name!, input.Value));
        return await PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : path, [.. hidden, .. fields]);
    }

    public Task<NotejamPage> SignUpAsync(string email, string password = Password, string? confirmation = null) => SubmitAsync(
        "/signup",
        ("Input.Email", email),
        ("Input.Password", password),
        ("Input.Confirmation", confirmation ?? password));

    public Task<NotejamPage> SignInAsync(string email, string password = Password) =>
        SubmitAsync("/signin", ("Input.Email", email), ("Input.Password", password));

    /// <summary>Signs up somebody new and signs in; returns the e-mail.</summary>
    public async Task<string> EnterAsync()
    {
        var email = NewEmail();
        await SignUpAsync(email);
        await SignInAsync(email);
        return email;
    }

    /// <summary>Writes a note; returns its path.</summary>
    public async Task<string> WriteAsync(string name, string text)
    {
        var created = await SubmitAsync("/notes/create", ("Input.Name", name), ("Input.Text", text));
        return created.Location ?? throw new InvalidOperationException($"Not created: {string.Join(", ", created.Errors)}");
    }

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    public async Task<NotejamPage> SendAsync(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request);
        return new NotejamPage(response, Parser.ParseDocument(await response.Content.ReadAsStringAsync()));
    }

    public void Dispose() => http.Dispose();

    private static FormUrlEncodedContent Form(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
