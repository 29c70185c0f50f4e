using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Notejam.Tests.Browser;

/// <summary>Looks at pages: keeps a picture of each, and finds what shuts people out.</summary>
internal sealed class Inspection(IPage page, Screen screen)
{
    private static readonly string Folder = Path.Combine(FindRoot(), "artifacts", "screenshots");

    /// <summary>Pictures the page under this name and checks it: axe's rules, and nothing wider than the screen.</summary>
    public async Task LookAsync(string name)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{screen.Name}-{name}.png"), FullPage = true });
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Select(violation =>
            $"{name}: {violation.Id} ({violation.Help}): {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(result.Passes.Length > 10, $"axe looked at {result.Passes.Length} rules only");
        Assert.Equal(screen.Width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(SourceFolder());
        while (!File.Exists(Path.Combine(folder!.FullName, "Notejam.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
