using System.Net;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Gateway.Faults;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Emulator;

/// <summary>S3 of the emulator, streamed through; only bucket policies are kept here.</summary>
public sealed class MotoObjectStore(SandboxOptions options, IHttpForwarder forwarder, BucketPolicies policies, IAccessGate gate, FaultRules faults) : IObjectStore, IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    // The emulator looks and then writes: two writers on one condition must not look at the same time.
    private readonly SemaphoreSlim _conditional = new(1, 1);
    private readonly string _destination = $"http://127.0.0.1:{options.MotoPort}";

    /// <inheritdoc />
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scope = CredentialScope.Read(context.Request);
        if (scope is null)
        {
            await GatewayEndpoint.WriteAsync(context, AwsResponse.S3Error("AccessDenied", "Access Denied", StatusCodes.Status403Forbidden));
            return;
        }

        var request = S3Requests.Read(context.Request, scope);
        var (deletion, refusal) = MultiObjectDelete.Is(context.Request)
            ? await MultiObjectDelete.DecideAsync(context, request, gate)
            : (null, await gate.RefusalAsync(request, context.RequestAborted));
        if (refusal is not null)
        {
            await GatewayEndpoint.WriteAsync(context, refusal);
            return;
        }

        var fault = faults.Take("s3", $"{context.Request.Method} {context.Request.Path}", scope.Region);
        if (fault?.Kind == FaultKind.Latency) await Task.Delay(fault.LatencyMs, context.RequestAborted);
        if (fault?.Failure("s3") is var (code, message, status))
        {
            await GatewayEndpoint.WriteAsync(context, AwsResponse.S3Error(code, message, status));
            return;
        }

        if (fault?.Kind == FaultKind.LostResponse) context.Response.Body = Stream.Null;
        if (deletion is not null) await GatewayEndpoint.WriteAsync(context, await DeleteAsync(context, deletion));
        else if (await policies.AnswerAsync(context, this) is { } answer) await GatewayEndpoint.WriteAsync(context, answer);
        else await ForwardAsync(context);
        if (fault?.Kind == FaultKind.LostResponse) context.Abort();
    }

    /// <summary>Whether the emulator has a bucket.</summary>
    public async Task<bool> HasBucketAsync(HttpContext context, string bucket)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{_destination}/{bucket}");
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await _invoker.SendAsync(request, context.RequestAborted);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _invoker.Dispose();
        _conditional.Dispose();
    }

    private async Task<AwsResponse> DeleteAsync(HttpContext context, MultiObjectDelete deletion)
    {
        if (deletion.Allowed.Count == 0) return deletion.Answer(deleted: null);
        using var request = new HttpRequestMessage(HttpMethod.Post, _destination + context.Request.Path + context.Request.QueryString) { Content = new ByteArrayContent(deletion.Body()) };
        request.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        using var response = await _invoker.SendAsync(request, context.RequestAborted);
        return deletion.Answer(await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(context.RequestAborted));
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var conditional = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
            && (context.Request.Headers.ContainsKey("If-None-Match") || context.Request.Headers.ContainsKey("If-Match"));
        if (conditional) await _conditional.WaitAsync(context.RequestAborted);
        try
        {
            await forwarder.SendAsync(context, _destination, _invoker, ForwarderRequestConfig.Empty, S3Transformer.Instance);
        }
        finally
        {
            if (conditional) _conditional.Release();
        }
    }
}
