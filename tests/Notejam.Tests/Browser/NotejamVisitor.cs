using Microsoft.Playwright;

namespace Notejam.Tests.Browser;

/// <summary>A person who uses Notejam through its pages.</summary>
public sealed class NotejamVisitor(IPage page)
{
    /// <summary>Comes to the front page, signs up and signs in.</summary>
    public async Task EnterAsync(string email, string password)
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign Up" }).ClickAsync();
        await page.GetByLabel("Email:").FillAsync(email);
        await page.GetByLabel("Password:", new() { Exact = true }).FillAsync(password);
        await page.GetByLabel("Password confirmation:").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign Up" }).ClickAsync();
        await ExpectAsync(page.GetByText("Account is created"));
        await page.GetByLabel("Email:").FillAsync(email);
        await page.GetByLabel("Password:").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign In" }).ClickAsync();
        await ExpectAsync(page.GetByText("All notes ("));
    }

    /// <summary>Makes a pad and waits until it is shown.</summary>
    public async Task MakePadAsync(string name)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "New pad" }).ClickAsync();
        await page.GetByLabel("Name:").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await ExpectAsync(page.GetByText("Pad is successfully created"));
    }

    /// <summary>Writes a note and waits until it is shown.</summary>
    public async Task WriteNoteAsync(string name, string text, string? pad = null)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "New note" }).ClickAsync();
        await page.GetByLabel("Name:").FillAsync(name);
        await page.GetByLabel("Text:").FillAsync(text);
        if (pad is not null) await page.GetByLabel("Pad:").SelectOptionAsync(new SelectOptionValue { Label = pad });
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await ExpectAsync(page.GetByText("Note is successfully created"));
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await ExpectAsync(page.GetByText("Last edited:"));
    }

    /// <summary>Waits for what must be on the page; where it does not come, what is there instead is the cause.</summary>
    private async Task ExpectAsync(ILocator wanted)
    {
        try
        {
            await wanted.First.WaitForAsync();
        }
        catch (TimeoutException exception)
        {
            throw new InvalidOperationException($"{exception.Message}\n{page.Url} shows:\n{await page.Locator("body").InnerTextAsync()}", exception);
        }
    }
}
