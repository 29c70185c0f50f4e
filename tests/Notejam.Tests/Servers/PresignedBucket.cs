using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Tests.Servers;

/// <summary>A bucket as presigned URLs show it: whoever has no signature gets a 403, and a PUT without its length a 411.</summary>
public sealed class PresignedBucket : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();
    private readonly ConcurrentDictionary<string, int> failing = new();
    private readonly ConcurrentDictionary<string, bool> breaking = new();

    private PresignedBucket(WebApplication server) => this.server = server;

    /// <summary>What no output may tell: it is in every URL.</summary>
    public string Signature { get; } = $"signature{Guid.NewGuid():N}";

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    /// <summary>Methods and keys in their order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<PresignedBucket> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var bucket = new PresignedBucket(builder.Build());
        bucket.server.Run(bucket.AnswerAsync);
        await bucket.server.StartAsync();
        return bucket;
    }

    public string Url(string key) => $"{server.Urls.First()}/{key}?X-Amz-Signature={Signature}";

    public static string Key(int part) => string.Create(CultureInfo.InvariantCulture, $"part-{part}");

    /// <summary>Writes a list of so many parts to export to; returns its URL.</summary>
    public string ExportList(int parts) => List(new { parts = Enumerable.Range(1, parts).Select(part => Url(Key(part))) });

    /// <summary>Writes a list of so many parts to import from; returns its URL.</summary>
    public string ImportList(int parts, string? sha256) => List(new { parts = Enumerable.Range(1, parts).Select(part => Url(Key(part))), sha256 });

    /// <summary>Answers requests for the key by 503 so many times.</summary>
    public void Fail(string key, int times) => failing[key] = times;

    /// <summary>Breaks the next connection for the key: before a PUT is answered, or in the middle of a GET.</summary>
    public void Break(string key) => breaking[key] = true;

    /// <summary>Answers requests for the key only when the test lets them go on.</summary>
    public TaskCompletionSource Hold(string key) => held[key] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The SHA-256 of so many parts, in hexadecimal.</summary>
    public string Sha256(int parts) => Convert.ToHexStringLower(SHA256.HashData([.. Enumerable.Range(1, parts).SelectMany(part => Objects[Key(part)])]));

    public async ValueTask DisposeAsync()
    {
        foreach (var hold in held.Values) hold.TrySetResult();
        await server.DisposeAsync();
    }

    private string List(object list)
    {
        var key = $"list-{Guid.NewGuid():N}";
        Objects[key] = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(list);
        return Url(key);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var key = context.Request.Path.Value!.TrimStart('/');
        Requests.Enqueue($"{context.Request.Method} {key}");
        if (held.TryGetValue(key, out var hold)) await hold.Task.WaitAsync(context.RequestAborted);
        if (breaking.TryRemove(key, out _))
        {
            if (HttpMethods.IsGet(context.Request.Method)) await SendHalfAsync(context.Response, Objects[key]);
            context.Abort();
            return;
        }

        context.Response.StatusCode = await StatusAsync(context, key);
        if (context.Response.StatusCode == StatusCodes.Status200OK && HttpMethods.IsGet(context.Request.Method)) await context.Response.Body.WriteAsync(Objects[key]);
    }

    private static async Task SendHalfAsync(HttpResponse response, byte[] bytes)
    {
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await response.Body.FlushAsync();
    }

    private async Task<int> StatusAsync(HttpContext context, string key)
    {
        if (context.Request.Query["X-Amz-Signature"] != Signature) return StatusCodes.Status403Forbidden;
        if (failing.TryGetValue(key, out var times) && times > 0)
        {
            failing[key] = times - 1;
            return StatusCodes.Status503ServiceUnavailable;
        }

        if (HttpMethods.IsGet(context.Request.Method)) return Objects.ContainsKey(key) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        if (context.Request.ContentLength is null) return StatusCodes.Status411LengthRequired;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Objects[key] = body.ToArray();
        return StatusCodes.Status200OK;
    }
}
