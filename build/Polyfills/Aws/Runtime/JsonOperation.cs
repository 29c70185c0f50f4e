using System;
using System.IO;
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Reads an operation's JSON answer.</summary>
/// <param name="read">From body and HTTP response to the response object.</param>
/// <param name="error">From the error's common part and its body to the exception.</param>
internal sealed class JsonOperation<TResponse>(
    Func<JsonElement, IWebResponseData, TResponse> read,
    Func<ErrorResponse, JsonElement, AmazonServiceException> error)
    : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = Parse(input.Stream);
        return read(body.RootElement, input.ResponseData);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var response = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        response.InnerException = innerException;
        response.StatusCode = statusCode;
        AwsQueryCompatibleErrorHandler.ApplyQueryErrorHeader(response, input.ResponseData);
        using var body = ParseError(input.GetResponseBodyBytes());
        return error(response, body.RootElement);
    }

    private static JsonDocument Parse(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.Length == 0 ? JsonDocument.Parse("{}") : JsonDocument.Parse(buffer.ToArray());
    }

    /// <summary>An error may come from a proxy in between, with any body.</summary>
    private static JsonDocument ParseError(byte[] body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }
}
