using System.Globalization;

namespace Notejam.Sandbox.Gateway;

/// <summary>How large a request may be. AWS refuses larger ones with 413 before it reads them.</summary>
internal static class BodyLimits
{
    // The most that a request without files has: a policy, a template, a page of records.
    private const long Usual = 4 * 1024 * 1024;

    private static readonly Dictionary<string, long> ByService = new(StringComparer.Ordinal)
    {
        // A zip of 50 MB in Base64: "Request must be smaller than 70167211 bytes for the CreateFunction operation".
        ["lambda"] = 70167211,

        // A part of a layer has up to 20,971,520 bytes (LayerPartBlob in botocore's ecr model), in Base64.
        ["ecr"] = 30 * 1024 * 1024,
    };

    /// <summary>Reads a body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="service">Signing name of the service called.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="AwsException">413: the body is larger than the service takes.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest http, string service, CancellationToken cancellationToken)
    {
        var limit = ByService.GetValueOrDefault(service, Usual);
        if (http.ContentLength > limit) throw TooLarge(limit);
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        int count;
        while ((count = await http.Body.ReadAsync(part, cancellationToken)) > 0)
        {
            // A body sent in chunks does not say its length.
            if (buffer.Length + count > limit) throw TooLarge(limit);
            buffer.Write(part, 0, count);
        }

        return buffer.ToArray();
    }

    private static AwsException TooLarge(long limit) => new(
        "RequestEntityTooLargeException",
        string.Create(CultureInfo.InvariantCulture, $"Request must be smaller than {limit} bytes"),
        StatusCodes.Status413PayloadTooLarge);
}
