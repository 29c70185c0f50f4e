using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Models;
using Notejam.Sandbox.Gateway.Throttling;

namespace Notejam.Sandbox.Gateway;

/// <summary>The one door: every AWS request comes in here and goes to a native service or to the emulator behind.</summary>
public sealed partial class GatewayEndpoint(
    AwsServices services, IAccessGate gate, IObjectStore objects, FaultRules faults, AnswerCache answers, AnswerJournal journal, RateLimiter limiter, ILogger<GatewayEndpoint> log)
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (IsForObjects(context.Request))
        {
            await objects.HandleAsync(context);
            return;
        }

        AwsRequest request;
        try
        {
            request = services.Resolve(await AwsRequestReader.ReadAsync(context.Request, context.RequestAborted));
        }
        catch (AwsException error)
        {
            await WriteAsync(context, AwsResponse.Error(AwsRequestReader.Head(context.Request), error.Code, error.Message, error.Status));
            return;
        }

        var fault = faults.Take(request.Service, request.Operation, request.Region);
        var response = await AnswerAsync(request, fault, context.RequestAborted);
        if (services.IsNative(request)) journal.Note(request, response);
        if (!response.Headers.ContainsKey(RequestIdHeader)) context.Response.Headers[RequestIdHeader] = request.RequestId;
        if (fault?.Kind == FaultKind.LostResponse) context.Abort();
        else await WriteAsync(context, response);
    }

    /// <summary>Writes an answer to the client.</summary>
    public static async Task WriteAsync(HttpContext context, AwsResponse response)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(response);
        context.Response.StatusCode = response.Status;
        if (response.ContentType.Length > 0) context.Response.ContentType = response.ContentType;
        foreach (var (name, value) in response.Headers) context.Response.Headers[name] = value;
        if (response.Status == StatusCodes.Status204NoContent) return;
        context.Response.ContentLength = response.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }

    // S3 alone has bodies too large to hold and signatures without a scope.
    private static bool IsForObjects(HttpRequest http) =>
        CredentialScope.Read(http)?.Service is "s3" or "s3express"
        || (CredentialScope.Read(http) is null && !http.Headers.ContainsKey("X-Amz-Target") && !http.HasFormContentType && http.Path != "/");

    private async Task<AwsResponse> AnswerAsync(AwsRequest request, Fault? fault, CancellationToken aborted)
    {
        if (request.AccessKey.Length == 0 && !MayComeUnsigned(request))
            return AwsResponse.Error(request, "MissingAuthenticationToken", "Request is missing Authentication Token", StatusCodes.Status403Forbidden);
        if ((limiter.Refusal(request) ?? InputCheck.Refusal(request)) is { } early) return AwsResponse.Error(request, early.Code, early.Message, early.Status);
        if (await RefusalAsync(request, aborted) is { } refusal) return refusal;
        if (fault is not null && await fault.ApplyAsync(request, aborted) is { } failure) return failure;
        return await answers.GetAsync(request, cancellationToken => ServeAsync(request, cancellationToken), aborted);
    }

    private async Task<AwsResponse?> RefusalAsync(AwsRequest request, CancellationToken aborted)
    {
        try
        {
            return await gate.RefusalAsync(request, aborted);
        }
        catch (Exception error) when (!aborted.IsCancellationRequested)
        {
            // What cannot be decided is not done.
            LogFailed(error, request.Service, request.Operation);
            return AwsResponse.Error(request, "InternalFailure", $"sandbox: access to {request.Service}:{request.Operation} could not be decided: {error.Message}", StatusCodes.Status500InternalServerError);
        }
    }

    private static bool MayComeUnsigned(AwsRequest request) => request.Operation is "AssumeRoleWithWebIdentity" or "AssumeRoleWithSAML";

    private async Task<AwsResponse> ServeAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await services.AnswerAsync(request, cancellationToken);
        }
        catch (AwsException error)
        {
            return AwsResponse.Error(request, error.Code, error.Message, error.Status);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error, request.Service, request.Operation);
            return AwsResponse.Error(request, "InternalFailure", $"sandbox: {request.Service}:{request.Operation}: {error.Message}", StatusCodes.Status500InternalServerError);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service}:{Operation} failed")]
    private partial void LogFailed(Exception error, string service, string operation);
}
