using System.Collections;
using Microsoft.Playwright;

namespace Notejam.Tests.Browser;

/// <summary>The machine's own Chromium, driven by Playwright. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Candidates = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Containers come and go beside the tests, and with them network interfaces: see the script.
    private static readonly string Launcher = Path.Combine(AppContext.BaseDirectory, "without-network-events.py");

    private const string Program = "NOTEJAM_CHROMIUM";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // Playwright's own, five seconds, is a page's time on an idle machine.
    private const float Patience = 30_000;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts the browser.</summary>
    public static Task<Chromium> StartAsync() => StartAsync([]);

    /// <summary>Starts a browser that finds a name at an address whatever DNS says, and minds no certificate there.</summary>
    public static Task<Chromium> StartAsync(string name, string address) => StartAsync([$"--host-resolver-rules=MAP {name} {address}", "--ignore-certificate-errors"]);

    private static async Task<Chromium> StartAsync(string[] more)
    {
        var executable = Candidates.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium on this machine: install the package chromium.");
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = Launcher,
                Env = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Append(new(Program, executable))
                    .Select(variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!)),
                Args = [.. Arguments, .. more],
            });
            return new Chromium(playwright, browser);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page without cookies of earlier ones.</summary>
    /// <param name="screen">How large, and light or dark; null: a usual desktop, light.</param>
    public async Task<IPage> NewPageAsync(Uri address, Screen? screen = null)
    {
        screen ??= Screen.Desktop;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = screen.Width, Height = screen.Height },
            ColorScheme = screen.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        return await context.NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
