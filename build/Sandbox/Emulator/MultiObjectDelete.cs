using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Emulator;

/// <summary>
/// DeleteObjects: "If the action fails for a key, the response has the key, the code and the message" (API reference), so that each
/// key is decided alone, an object's version as s3:DeleteObjectVersion, and those that may not be deleted leave the request.
/// </summary>
/// <param name="Allowed">The request's keys that may be deleted.</param>
/// <param name="Errors">What is answered for the others.</param>
internal sealed record MultiObjectDelete(IReadOnlyList<XElement> Allowed, IReadOnlyList<XElement> Errors)
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Whether a request is one.</summary>
    public static bool Is(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && request.Query.ContainsKey("delete") && (request.Path.Value ?? "").Trim('/') is { Length: > 0 } path && !path.Contains('/', StringComparison.Ordinal);

    /// <summary>Decides each key of the request, and leaves the allowed ones in its body.</summary>
    /// <param name="request">The request as the gate reads it.</param>
    /// <returns>What to answer at once: a refusal of the whole, or errors alone; null when the rest is to be forwarded.</returns>
    public static async Task<(MultiObjectDelete? Decided, AwsResponse? Answer)> DecideAsync(HttpContext context, AwsRequest request, IAccessGate gate)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        XElement document;
        try
        {
            document = XElement.Load(body);
        }
        catch (System.Xml.XmlException)
        {
            return (null, AwsResponse.S3Error("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema", StatusCodes.Status400BadRequest));
        }

        var (allowed, errors) = (new List<XElement>(), new List<XElement>());
        foreach (var item in document.Elements().Where(element => element.Name.LocalName == "Object"))
        {
            var (key, version) = (Text(item, "Key") ?? "", Text(item, "VersionId"));
            var one = request with { Operation = version is null ? "DeleteObject" : "DeleteObjectVersion", Path = new Dictionary<string, string>(request.Path) { ["Key"] = key } };
            if (await gate.RefusalAsync(one, context.RequestAborted) is not { } refusal)
            {
                allowed.Add(item);
                continue;
            }

            var error = XElement.Parse(Encoding.UTF8.GetString(refusal.Body));
            // Credentials that are none are no matter of a key.
            if (Text(error, "Code") != "AccessDenied") return (null, refusal);
            errors.Add(new XElement(Namespace + "Error", new XElement(Namespace + "Key", key), version is null ? null : new XElement(Namespace + "VersionId", version),
                new XElement(Namespace + "Code", "AccessDenied"), new XElement(Namespace + "Message", Text(error, "Message"))));
        }

        if (errors.Count == 0)
        {
            body.Position = 0;
            context.Request.Body = body;
            return (null, null);
        }

        return (new MultiObjectDelete(allowed, errors), null);
    }

    /// <summary>The request that the emulator gets instead: the allowed keys alone.</summary>
    public byte[] Body() => Encoding.UTF8.GetBytes(new XElement(Namespace + "Delete", Allowed).ToString(SaveOptions.DisableFormatting));

    /// <summary>The emulator's answer, with the errors of the others.</summary>
    public AwsResponse Answer(byte[]? deleted)
    {
        var result = deleted is null ? new XElement(Namespace + "DeleteResult") : XElement.Parse(Encoding.UTF8.GetString(deleted));
        result.Add(Errors);
        return new AwsResponse(StatusCodes.Status200OK, "application/xml", Encoding.UTF8.GetBytes(result.ToString(SaveOptions.DisableFormatting)));
    }

    private static string? Text(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
