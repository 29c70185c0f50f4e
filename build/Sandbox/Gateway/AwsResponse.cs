using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Notejam.Sandbox.Gateway;

/// <summary>What goes back to the client.</summary>
public sealed record AwsResponse(int Status, string ContentType, byte[] Body)
{
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
            new XElement("ResponseMetadata", new XElement("RequestId", Guid.NewGuid().ToString())));
        root.Name = request.Operation + "Response";
        foreach (var element in root.DescendantsAndSelf())
            element.Name = ns + element.Name.LocalName;
        return new AwsResponse(200, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
    }

    /// <summary>A moment as the JSON protocols write it.</summary>
    public static JsonNode Epoch(DateTimeOffset moment) => JsonValue.Create(moment.ToUnixTimeMilliseconds() / 1000.0)!;

    /// <summary>A moment as the query protocol writes it.</summary>
    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>An error in the protocol of the request.</summary>
    public static AwsResponse Error(AwsRequest request, string code, string message, int status)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Service == "ec2" ? Ec2Error(code, message, status) : Error(request.Protocol, code, message, status);
    }

    /// <summary>An error in a protocol.</summary>
    public static AwsResponse Error(AwsProtocol protocol, string code, string message, int status)
    {
        var requestId = Guid.NewGuid().ToString();
        if (protocol is AwsProtocol.Query or AwsProtocol.RestXml)
        {
            var type = status >= 500 ? "Receiver" : "Sender";
            var error = new XElement("Error", new XElement("Type", type), new XElement("Code", code), new XElement("Message", message));
            return Xml(new XElement("ErrorResponse", error, new XElement("RequestId", requestId)), status);
        }

        return Json(new JsonObject { ["__type"] = code, ["message"] = message }, status) with
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = code, ["x-amzn-RequestId"] = requestId },
        };
    }

    /// <summary>An error as S3 writes it.</summary>
    public static AwsResponse S3Error(string code, string message, int status)
    {
        var error = new XElement("Error", new XElement("Code", code), new XElement("Message", message), new XElement("RequestId", Guid.NewGuid().ToString()));
        return Xml(error, status) with { ContentType = "application/xml" };
    }

    private static AwsResponse Ec2Error(string code, string message, int status)
    {
        var error = new XElement("Error", new XElement("Code", code), new XElement("Message", message));
        return Xml(new XElement("Response", new XElement("Errors", error), new XElement("RequestID", Guid.NewGuid().ToString())), status);
    }

    private static AwsResponse Xml(XElement root, int status) =>
        new(status, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
}
