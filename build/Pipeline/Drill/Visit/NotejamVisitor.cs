using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;

namespace Notejam.Pipeline.Drill.Visit;

/// <summary>Uses Notejam as a person does, through its load balancer: signs in, reads, writes, reads back.</summary>
internal sealed partial class NotejamVisitor : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A visitor with cookies of its own.</summary>
    /// <param name="url">Where Notejam is reached.</param>
    public NotejamVisitor(Uri url)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
        // A firewall turns away who does not say what he is.
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("notejam-delivery");
    }

    /// <summary>The whole visit. What is not as it should be is a check that failed; a Notejam that does not answer ends the step.</summary>
    /// <param name="startedAt">When the drill began: the new note tells it.</param>
    public async Task<StepEnd<bool>> VisitAsync(DrillUser user, string password, string drillId, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        if (await SignInAsync(user.Email, password, cancellationToken) is { } refused)
            throw new PipelineException($"{user.Email} cannot sign in: {refused}", "Look at the log group of the tasks: the database's user, its password or the application's secret is not the one of this region.");
        var checks = new List<CheckResult> { CheckResult.Ok("sign in", $"{user.Email} signed in through the load balancer") };
        checks.Add(await ReadCanaryAsync(user.Canary, cancellationToken));
        checks.Add(await WriteAsync($"Drill {drillId}", $"Written in the drill that began at {startedAt:u}.", cancellationToken));
        return new StepEnd<bool>(true, "signed in, read the canary's note, wrote one and read it back", [.. checks]);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<string?> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var answer = await PostAsync("/signin/", new() { ["email"] = email, ["password"] = password }, cancellationToken);
        return answer.StatusCode == HttpStatusCode.Redirect ? null : $"/signin/ answers {(int)answer.StatusCode}";
    }

    private async Task<CheckResult> ReadCanaryAsync(CanaryNote? canary, CancellationToken cancellationToken)
    {
        const string Name = "canary note";
        if (canary is null) return CheckResult.Warn(Name, "the restored database has none: its backup is of an older release", "./build.sh Backup writes one.");
        var path = string.Create(CultureInfo.InvariantCulture, $"/notes/{canary.NoteId}/");
        var (status, page) = await GetAsync(path, cancellationToken);
        return status == HttpStatusCode.OK && page.Contains(canary.Id.ToString(), StringComparison.OrdinalIgnoreCase)
            ? CheckResult.Ok(Name, $"{path} is the note that was written before the backup")
            : CheckResult.Bad(Name, $"{path} answers {(int)status}, without canary {canary.Id}", "What was written before the backup cannot be read in the recovered Notejam.");
    }

    private async Task<CheckResult> WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        const string Name = "write and read back";
        using (var created = await PostAsync("/notes/create/", new() { ["name"] = name, ["text"] = text, ["pad"] = "" }, cancellationToken))
            if (created.StatusCode != HttpStatusCode.Redirect) return CheckResult.Bad(Name, $"/notes/create/ answers {(int)created.StatusCode}", "The recovered Notejam cannot be written to: look at the log group of its tasks.");
        var (_, list) = await GetAsync("/?order=-updated_at", cancellationToken);
        var link = NoteLink().Matches(list).FirstOrDefault(match => WebUtility.HtmlDecode(match.Groups["name"].Value) == name)?.Groups["path"].Value;
        if (link is null) return CheckResult.Bad(Name, $"the note '{name}' is not in the list after it was written", "The recovered Notejam does not keep what is written: look at the log group of its tasks.");
        var (status, page) = await GetAsync(link, cancellationToken);
        return status == HttpStatusCode.OK && page.Contains(WebUtility.HtmlEncode(text), StringComparison.Ordinal)
            ? CheckResult.Ok(Name, $"{link} was written and reads the same")
            : CheckResult.Bad(Name, $"{link} answers {(int)status}, without the text that was written", "Look at the log group of the tasks.");
    }

    private async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var (status, form) = await GetAsync(path, cancellationToken);
        var token = Token().Match(form);
        if (!token.Success) throw new PipelineException($"{path} answers {(int)status} without a form.", "Look at the log group of the tasks.");
        fields["__RequestVerificationToken"] = WebUtility.HtmlDecode(token.Groups["value"].Value);
        using var content = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<value>[^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("""<a href="(?<path>/notes/\d+/)">(?<name>[^<]*)</a>""")]
    private static partial Regex NoteLink();
}
