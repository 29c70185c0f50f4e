using Microsoft.Playwright;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Browser;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class BrowserTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_person_signs_up_signs_in_and_writes_a_note()
    {
        await using var chromium = await Chromium.StartAsync();
        var page = await chromium.NewPageAsync(notejam.Address);
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        var visitor = new NotejamVisitor(page);

        await visitor.EnterAsync(NotejamClient.NewEmail(), NotejamClient.Password);
        await visitor.WriteNoteAsync("My July plans", "1. Finish the project");
        Assert.Equal("My July plans", await page.TitleAsync());
        await Assertions.Expect(page.GetByText("1. Finish the project")).ToBeVisibleAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "My July plans" }).ClickAsync();
        await Assertions.Expect(page.GetByText("1. Finish the project")).ToBeVisibleAsync();
        // A style or picture that the content security policy forbids would be named here.
        Assert.Empty(complaints);
    }
}
