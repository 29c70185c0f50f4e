using System.Net;
using System.Text.RegularExpressions;

namespace Notejam.Hooks.Validation;

/// <summary>Asks a release what every release must answer.</summary>
/// <param name="http">Follows no redirects and keeps no cookies.</param>
/// <param name="root">Where the release answers.</param>
internal sealed partial class ReleaseChecks(HttpClient http, Uri root)
{
    private static readonly string[] SecurityHeaders = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"];

    /// <summary>A client as the checks want it.</summary>
    public static HttpClient CreateClient()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        // A firewall turns away who does not say what he is.
        http.DefaultRequestHeaders.UserAgent.ParseAdd("notejam-hooks");
        return http;
    }

    /// <summary>Asks everything, also when something is wrong.</summary>
    /// <returns>What is wrong, one line each; none when all is well.</returns>
    public async Task<IReadOnlyList<string>> FindProblemsAsync(CancellationToken cancellationToken)
    {
        string?[] problems =
        [
            await AskAsync("/health/ready", ReadyAsync, cancellationToken),
            await AskAsync("/signin", SignInAsync, cancellationToken),
            await AskAsync("/there-is-no-such-page", UnknownAsync, cancellationToken),
            await AskAsync("/signin", ForgeryAsync, cancellationToken),
        ];
        return [.. problems.OfType<string>()];
    }

    private static async Task<string?> AskAsync(string path, Func<string, CancellationToken, Task<string?>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(path, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return $"{path} does not answer: {exception.Message}";
        }
    }

    private async Task<string?> ReadyAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(root, path), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.OK) return null;
        // Notejam names the cause in JSON; a load balancer without a target has a page of its own, which says no more than its status.
        return answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? $"{path} answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}"
            : $"{path} answers {(int)answer.StatusCode}";
    }

    private async Task<string?> SignInAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(root, path), cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK) return $"{path} answers {(int)answer.StatusCode}";
        var missing = SecurityHeaders.Where(header => !answer.Headers.Contains(header)).ToList();
        if (missing.Count > 0) return $"{path} lacks the headers {string.Join(", ", missing)}";
        var page = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!page.Contains("name=\"__RequestVerificationToken\"", StringComparison.Ordinal)) return $"{path} has no form with an antiforgery token";
        return Stylesheet().Match(page) is { Success: true } link ? await AskAsync(WebUtility.HtmlDecode(link.Groups["path"].Value), StylesheetAsync, cancellationToken) : $"{path} links no stylesheet";
    }

    private async Task<string?> StylesheetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(root, path), cancellationToken);
        var type = answer.Content.Headers.ContentType?.MediaType;
        return answer.StatusCode == HttpStatusCode.OK && type == "text/css" ? null : $"{path} answers {(int)answer.StatusCode} with {type ?? "nothing"}, not a stylesheet";
    }

    private async Task<string?> UnknownAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(root, path), cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : $"{path} answers {(int)answer.StatusCode}, not 404";
    }

    private async Task<string?> ForgeryAsync(string path, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Input.Email", "nobody@example.com"), KeyValuePair.Create("Input.Password", "none")]);
        using var answer = await http.PostAsync(new Uri(root, path), form, cancellationToken);
        return answer.StatusCode == HttpStatusCode.BadRequest ? null : $"a form without antiforgery token sent to {path} is answered {(int)answer.StatusCode}, not 400";
    }

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"(?<path>/[^\"]+)\"")]
    private static partial Regex Stylesheet();
}
