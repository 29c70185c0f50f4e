using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Notejam.Pages;

/// <summary>The body of answers such as 404, whatever the request's method was.</summary>
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    public string Title { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public void OnGet(int status) => Describe(status);

    public void OnPost(int status) => Describe(status);

    private void Describe(int status) => (Title, Advice) = status switch
    {
        StatusCodes.Status404NotFound => ("Not found", "There is no such page, or it is not yours."),
        StatusCodes.Status400BadRequest => ("The form has expired", "Go back, reload the page and send the form again."),
        _ => ($"Error {status}", "Notejam could not do that."),
    };
}
