using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>A bucket's objects behind S3's protocol, as far as the pipeline uses it: put (also only when absent or unchanged), get, list, delete.</summary>
internal sealed class FakeS3 : IDisposable
{
    private readonly WebApplication _server;

    public FakeS3()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The system gives a free port.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().GetAwaiter().GetResult();
        Client = new AmazonS3Client(FakeAws.Credentials, new AmazonS3Config { ServiceURL = _server.Urls.Single(), AuthenticationRegion = "eu-central-1", ForcePathStyle = true });
    }

    public IAmazonS3 Client { get; }

    /// <summary>Hears of each request before it is answered.</summary>
    public Action Asked { get; set; } = () => { };

    /// <summary>Whether writes are refused for want of a right.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>How many of the next writes are done, but their answers lost.</summary>
    public int LostAnswers { get; set; }

    /// <summary>The objects by bucket and key: <c>bucket/key</c>.</summary>
    public ConcurrentDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    public void Dispose()
    {
        Client.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Asked();
        var name = Uri.UnescapeDataString(context.Request.Path.Value![1..]);
        switch (context.Request.Method)
        {
            case "PUT" when IsReadOnly:
                await RefuseAsync(context, StatusCodes.Status403Forbidden, "AccessDenied");
                break;
            case "PUT" when context.Request.Headers.IfNoneMatch == "*" && Objects.ContainsKey(name):
                await RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "PreconditionFailed");
                break;
            case "PUT" when context.Request.Headers.IfMatch is [{ } tag] && (!Objects.TryGetValue(name, out var standing) || TagOf(standing) != tag):
                await RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "PreconditionFailed");
                break;
            case "PUT":
                Objects[name] = await ReadBodyAsync(context.Request);
                context.Response.Headers.ETag = TagOf(Objects[name]);
                if (LostAnswers > 0 && LostAnswers-- > 0) context.Abort();
                break;
            case "GET" when context.Request.Query.ContainsKey("list-type"):
                var prefix = $"{name.TrimEnd('/')}/{context.Request.Query["prefix"]}";
                var keys = Objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(key => $"<Contents><Key>{key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]}</Key></Contents>");
                await context.Response.WriteAsync($"<ListBucketResult><IsTruncated>false</IsTruncated>{string.Concat(keys)}</ListBucketResult>");
                break;
            case "GET" when context.Request.Query.ContainsKey("versions"):
                var begin = $"{name.TrimEnd('/')}/{context.Request.Query["prefix"]}";
                var versions = Objects.Keys.Where(key => key.StartsWith(begin, StringComparison.Ordinal)).Select(key => $"<Version><Key>{key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]}</Key><VersionId>1</VersionId><IsLatest>true</IsLatest></Version>");
                await context.Response.WriteAsync($"<ListVersionsResult><IsTruncated>false</IsTruncated>{string.Concat(versions)}</ListVersionsResult>");
                break;
            case "POST" when context.Request.Query.ContainsKey("delete"):
                foreach (var key in System.Xml.Linq.XElement.Parse(await ReadBodyAsync(context.Request)).Descendants().Where(element => element.Name.LocalName == "Key")) Objects.TryRemove($"{name.TrimEnd('/')}/{key.Value}", out _);
                await context.Response.WriteAsync("<DeleteResult></DeleteResult>");
                break;
            case "GET" when Objects.TryGetValue(name, out var text):
                context.Response.Headers.ETag = TagOf(text);
                context.Response.Headers.LastModified = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).ToString("R", CultureInfo.InvariantCulture);
                await context.Response.WriteAsync(text);
                break;
            case "DELETE":
                Objects.TryRemove(name, out _);
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                await RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchKey");
                break;
        }
    }

    private static string TagOf(string text) => $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]}\"";

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>{code}</Message></Error>");
    }

    // Clients sign the body in chunks: "size;chunk-signature=…", the bytes, and so on until a chunk of none.
    private static async Task<string> ReadBodyAsync(HttpRequest request)
    {
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory);
        var body = memory.ToArray();
        if (!request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal)) return Encoding.UTF8.GetString(body);
        var text = new StringBuilder();
        for (var at = 0; at < body.Length;)
        {
            var end = Array.IndexOf(body, (byte)'\n', at);
            var size = int.Parse(Encoding.ASCII.GetString(body, at, end - at).Split(';')[0].TrimEnd('\r'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) break;
            text.Append(Encoding.UTF8.GetString(body, end + 1, size));
            at = end + 1 + size + 2;
        }

        return text.ToString();
    }
}
