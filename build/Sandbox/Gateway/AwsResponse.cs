using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Notejam.Sandbox.Gateway;

/// <summary>What goes back to the client.</summary>
public sealed record AwsResponse(int Status, string ContentType, byte[] Body)
{
    private const char Unwritable = '\uFFFD';

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>An answer of the JSON protocols. Times are numbers: seconds since the epoch, see <see cref="Epoch"/>.</summary>
    public static AwsResponse Json(JsonNode? body = null, int status = 200) =>
        new(status, "application/x-amz-json-1.1", Encoding.UTF8.GetBytes((body ?? new JsonObject()).ToJsonString()));

    /// <summary>An answer of the query protocol: <c>OperationResponse/OperationResult/…</c>.</summary>
    /// <param name="request">The request answered.</param>
    /// <param name="ns">The service's XML namespace.</param>
    /// <param name="result">Content of the result; leave empty for operations without one.</param>
    public static AwsResponse Xml(AwsRequest request, XNamespace ns, params object?[] result)
    {
        var root = new XElement("root", new XElement(request.Operation + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", request.RequestId)));
        root.Name = request.Operation + "Response";
        foreach (var element in root.DescendantsAndSelf())
            element.Name = ns + element.Name.LocalName;
        return Xml(root, StatusCodes.Status200OK);
    }

    /// <summary>A moment as the JSON protocols write it.</summary>
    public static JsonNode Epoch(DateTimeOffset moment) => JsonValue.Create(moment.ToUnixTimeMilliseconds() / 1000.0)!;

    /// <summary>A moment as the query protocol writes it.</summary>
    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An error in the protocol of the request.</summary>
    public static AwsResponse Error(AwsRequest request, string code, string message, int status)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Service == "ec2") return Ec2Error(request, code, message, status);
        if (request.Protocol is AwsProtocol.Query or AwsProtocol.RestXml)
        {
            var type = status >= 500 ? "Receiver" : "Sender";
            var error = new XElement("Error", new XElement("Type", type), new XElement("Code", code), new XElement("Message", message));
            return Xml(new XElement("ErrorResponse", error, new XElement("RequestId", request.RequestId)), status);
        }

        return Json(new JsonObject { ["__type"] = code, ["message"] = message }, status) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code },
        };
    }

    /// <summary>An error as S3 writes it.</summary>
    public static AwsResponse S3Error(string code, string message, int status)
    {
        var error = new XElement("Error", new XElement("Code", code), new XElement("Message", message), new XElement("RequestId", Guid.NewGuid().ToString()));
        return Xml(error, status) with { ContentType = "application/xml" };
    }

    private static AwsResponse Ec2Error(AwsRequest request, string code, string message, int status)
    {
        var error = new XElement("Error", new XElement("Code", code), new XElement("Message", message));
        return Xml(new XElement("Response", new XElement("Errors", error), new XElement("RequestID", request.RequestId)), status);
    }

    private static AwsResponse Xml(XElement root, int status)
    {
        // XML has no way to write most control characters, and a message may quote one that came in a request.
        foreach (var text in root.DescendantNodes().OfType<XText>().Where(text => !text.Value.All(XmlConvert.IsXmlChar)))
            text.Value = string.Concat(text.Value.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : Unwritable));
        return new AwsResponse(status, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
    }
}
