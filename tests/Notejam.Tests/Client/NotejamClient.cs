using System.Globalization;
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

    public NotejamClient(Uri address, CookieContainer? cookies = null, string? clientAddress = null)
    {
        Cookies = cookies ?? new CookieContainer();
        ClientAddress = clientAddress ?? new IPAddress([198, 18, (byte)Random.Shared.Next(256), (byte)Random.Shared.Next(256)]).ToString();
        http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", ClientAddress);
    }

    public CookieContainer Cookies { get; }

    /// <summary>Every client has an address of its own, as if it came through a load balancer: throttles know it by that.</summary>
    public string ClientAddress { get; }

    public Task<NotejamPage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<NotejamPage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = Form(fields) });

    /// <summary>Opens the page and sends its form (of a page without one: "Sign out") with these fields filled in.</summary>
    public async Task<NotejamPage> SubmitAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await GetAsync(path);
        var form = page.Document.QuerySelector("main form") ?? page.Document.QuerySelector("form")
            ?? throw new InvalidOperationException($"{path} has no form: {page.Status} {page.Heading}");
        var hidden = form.QuerySelectorAll("input[type=hidden]").Cast<IHtmlInputElement>().Select(input => (input.Name!, input.Value));
        return await PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : path, [.. hidden, .. fields]);
    }

    public Task<NotejamPage> SignUpAsync(string email, string password = Password, string? confirmation = null) => SubmitAsync(
        "/signup/", ("email", email), ("password", password), ("repeat_password", confirmation ?? password));

    public Task<NotejamPage> SignInAsync(string email, string password = Password) =>
        SubmitAsync("/signin/", ("email", email), ("password", password));

    /// <summary>Signs up somebody new and signs in; returns the e-mail.</summary>
    public async Task<string> EnterAsync()
    {
        var email = NewEmail();
        await SignUpAsync(email);
        await SignInAsync(email);
        return email;
    }

    /// <summary>Writes a note; returns its path.</summary>
    public async Task<string> WriteAsync(string name, string text = "text", long? pad = null)
    {
        var created = await SubmitAsync("/notes/create/", ("name", name), ("text", text), ("pad", pad?.ToString(CultureInfo.InvariantCulture) ?? ""));
        var list = await GetAsync(created.Location ?? throw new InvalidOperationException($"Not created: {string.Join(", ", created.Errors)}"));
        return list.NoteLinks.First(link => link.Name == name).Path;
    }

    /// <summary>Makes a pad; returns its id.</summary>
    public async Task<long> MakePadAsync(string name)
    {
        var created = await SubmitAsync("/pads/create/", ("name", name));
        var path = created.Location ?? throw new InvalidOperationException($"Not created: {string.Join(", ", created.Errors)}");
        return long.Parse(path.Split('/')[2], CultureInfo.InvariantCulture);
    }

    /// <summary>The fields of a form of this person's own, with its token, as somebody would send them to another path.</summary>
    public async Task<(string, string)[]> ForgeAsync(params (string Name, string Value)[] fields)
    {
        var token = (await GetAsync("/notes/create/")).Document.QuerySelector("main input[type=hidden]")!.GetAttribute("value")!;
        return [("__RequestVerificationToken", token), .. fields];
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
