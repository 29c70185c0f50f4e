using Microsoft.Playwright;
using Notejam.Tests.Browser;

namespace Notejam.EndToEnd.Support;

/// <summary>A person who uses the Notejam that was deployed.</summary>
public static class Ada
{
    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery";

    /// <summary>Signs up and in.</summary>
    public static Task EnterAsync(IPage page) => new NotejamVisitor(page).EnterAsync(Email, Password);

    /// <summary>Comes back.</summary>
    public static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/signin/");
        await page.GetByLabel("Email:").FillAsync(Email);
        await page.GetByLabel("Password:").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
    }

    /// <summary>Writes a note.</summary>
    public static Task WriteAsync(IPage page, string name, string text) => new NotejamVisitor(page).WriteNoteAsync(name, text);

    /// <summary>Sees a piece of text.</summary>
    public static Task SeesAsync(IPage page, string text) => Assertions.Expect(page.GetByText(text)).ToBeVisibleAsync();
}
