using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Notejam.Commands;
using Notejam.Machine.Processes;
using Notejam.Mail.Catcher;

namespace Notejam.Tests.Servers;

/// <summary>Notejam's own mail catcher, as Compose runs it.</summary>
public sealed partial class MailCatcher : IAsyncDisposable
{
    private static readonly string Assembly = typeof(MailCatcherCommand).Assembly.Location;
    private readonly int page = FreePort.Find();
    private readonly BackgroundProcess process;
    private readonly HttpClient http;

    private MailCatcher()
    {
        http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{page}/")) };
        process = BackgroundProcess.Start(ProcessCommand.Of("dotnet", Assembly, "mail-catcher") with
        {
            Environment = new Dictionary<string, string?>
            {
                ["MailCatcher__Port"] = page.ToString(CultureInfo.InvariantCulture),
                ["MailCatcher__SmtpPort"] = SmtpPort.ToString(CultureInfo.InvariantCulture),
            },
        });
    }

    public int SmtpPort { get; } = FreePort.Find();

    public static async Task<MailCatcher> StartAsync()
    {
        var catcher = new MailCatcher();
        await Eventually.HoldsAsync("the mail catcher answers", async () =>
        {
            try
            {
                return (await catcher.http.GetAsync("/")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return catcher;
    }

    public async Task<IReadOnlyList<CaughtMail>> MailsAsync() => (await http.GetFromJsonAsync<List<CaughtMail>>("/mails"))!;

    public Task<string> PageAsync() => http.GetStringAsync("/");

    /// <summary>Waits for a mail to the address and returns the path and query of the link in it.</summary>
    public async Task<string> LinkAsync(string email, int count = 1)
    {
        List<CaughtMail> mails = [];
        await Eventually.HoldsAsync($"{count} mails have come", async () =>
            (mails = [.. (await MailsAsync()).Where(mail => mail.To.Contains(email, StringComparison.Ordinal))]).Count == count);
        return new Uri(Link().Match(mails[0].Text).Value).PathAndQuery;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Link();
}
