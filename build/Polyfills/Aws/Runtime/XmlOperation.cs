using System;
using System.IO;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Reads an operation's XML answer.</summary>
/// <param name="read">From the result's element and HTTP response to the response object.</param>
/// <param name="error">From the error's common part and its element to the exception.</param>
/// <param name="wrapper">The element around the result; empty when there is none.</param>
internal sealed class XmlOperation<TResponse>(
    Func<XElement, IWebResponseData, TResponse> read,
    Func<ErrorResponse, XElement, AmazonServiceException> error,
    string wrapper)
    : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse
{
    private static readonly XElement Empty = new("empty");

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        try
        {
            var root = XDocument.Load(input.Stream).Root;
            var result = wrapper.Length == 0 ? root : AwsXml.Child(root, wrapper);
            var response = read(result ?? Empty, input.ResponseData);
            response.ResponseMetadata = new ResponseMetadata
            {
                RequestId = AwsXml.Child(AwsXml.Child(root, "ResponseMetadata"), "RequestId")?.Value,
            };
            return response;
        }
        catch (Exception exception) when (exception is XmlException or FormatException)
        {
            var requestId = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
            throw new AmazonUnmarshallingException(requestId, wrapper, exception, input.ResponseData.StatusCode);
        }
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var response = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
        response.InnerException = innerException;
        response.StatusCode = statusCode;
        return error(response, ErrorElement(input.GetResponseBodyBytes()) ?? Empty);
    }

    /// <summary>An error may come from a proxy in between, with any body.</summary>
    private static XElement? ErrorElement(byte[] body)
    {
        try
        {
            using var stream = new MemoryStream(body);
            return AwsXml.Child(XDocument.Load(stream).Root, "Error");
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
