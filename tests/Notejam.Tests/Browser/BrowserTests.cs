using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Browser;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class BrowserTests(NotejamFixture notejam)
{
    [Theory]
    [InlineData("desktop")]
    [InlineData("phone")]
    [InlineData("phone-dark")]
    public async Task A_person_signs_up_writes_notes_in_pads_and_signs_out(string name)
    {
        var screen = Screen.Of(name);
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(notejam.Address, screen);
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            // A style or picture that the content security policy forbids would be named here.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal)) complaints.Add(message.Text);
        };
        var (visitor, inspection) = (new NotejamVisitor(page), new Inspection(page, screen));

        await page.GotoAsync("/signup/");
        await page.GetByLabel("Email:").FillAsync("nobody");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign Up" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Email is invalid")).ToBeVisibleAsync();
        await inspection.LookAsync("sign-up");
        await page.GotoAsync("/signin/");
        await inspection.LookAsync("sign-in");
        await page.GotoAsync("/forgot-password/");
        await inspection.LookAsync("forgot-password");

        await visitor.EnterAsync(NotejamClient.NewEmail(), NotejamClient.Password);
        await inspection.LookAsync("no-notes");
        foreach (var pad in new[] { "Business", "Personal", "Trips" }) await visitor.MakePadAsync(pad);
        await page.GetByRole(AriaRole.Link, new() { Name = "New note" }).ClickAsync();
        await inspection.LookAsync("new-note");
        await page.GotoAsync("/");
        await visitor.WriteNoteAsync("Party ideas", "Balloons");
        await page.GotoAsync("/");
        await visitor.WriteNoteAsync("My July 2014 plans", "1. Finish the project\n2. Trip to Legoland", "Personal");
        Assert.Equal("My July 2014 plans", await page.TitleAsync());
        await Assertions.Expect(page.GetByText("1. Finish the project")).ToBeVisibleAsync();
        await inspection.LookAsync("note");

        await page.GotoAsync("/?order=name");
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader).First).ToHaveAttributeAsync("aria-sort", "ascending");
        await inspection.LookAsync("all-notes");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "My pads" }).GetByRole(AriaRole.Link, new() { Name = "Personal" }).ClickAsync();
        await inspection.LookAsync("pad");
        await page.GetByRole(AriaRole.Link, new() { Name = "Pad settings" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete pad" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The note in it will be deleted as well.")).ToBeVisibleAsync();
        await inspection.LookAsync("delete-pad");
        await page.GetByRole(AriaRole.Link, new() { Name = "Account Settings" }).ClickAsync();
        await inspection.LookAsync("settings");
        await page.GotoAsync("/nowhere/");
        await inspection.LookAsync("not-found");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        // Not WaitForURLAsync: it misses a page that has loaded between its look at the address and its wait for the load.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/signin/$"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(notejam.Address);
        var visitor = new NotejamVisitor(page);
        await visitor.EnterAsync(NotejamClient.NewEmail(), NotejamClient.Password);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "New note" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Name:")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("By hand");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Without a mouse");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Note is successfully created")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "By hand" })).ToBeVisibleAsync();
    }
}
