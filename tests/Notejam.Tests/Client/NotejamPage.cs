using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Notejam.Tests.Client;

/// <summary>An answer of Notejam.</summary>
public sealed record NotejamPage(HttpResponseMessage Response, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>Path and query of a redirect's target.</summary>
    public string? Location => Response.Headers.Location is { IsAbsoluteUri: true } location
        ? location.PathAndQuery
        : Response.Headers.Location?.OriginalString;

    public string Heading => Document.QuerySelector("h1 span")?.TextContent ?? "";

    public string? Flash => Document.QuerySelector(".flash")?.TextContent;

    /// <summary>All messages about the form.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Document.QuerySelectorAll(".error").Select(error => error.TextContent.Trim()).Where(text => text.Length > 0)];

    /// <summary>The names of the listed notes, in order.</summary>
    public IReadOnlyList<string> NoteNames => [.. NoteLinks.Select(link => link.Name)];

    /// <summary>The listed notes, in order.</summary>
    public IReadOnlyList<(string Name, string Path)> NoteLinks =>
        [.. Document.QuerySelectorAll("tbody td:first-child a").Select(link => (link.TextContent, link.GetAttribute("href")!))];

    /// <summary>The pads at the side.</summary>
    public IReadOnlyList<string> PadNames => [.. Document.QuerySelectorAll(".pads li a").Select(link => link.TextContent)];

    /// <summary>What a field of the form holds.</summary>
    public string? Value(string field) => Document.QuerySelector($"[name='{field}']") switch
    {
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        IHtmlInputElement input => input.Value,
        _ => null,
    };

    public string? Text => Document.QuerySelector(".text")?.TextContent;
}
