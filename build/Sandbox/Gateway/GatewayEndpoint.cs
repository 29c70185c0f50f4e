namespace Notejam.Sandbox.Gateway;

/// <summary>The one door: every AWS request comes in here and goes to a native service or to the emulator behind.</summary>
public sealed partial class GatewayEndpoint(IEnumerable<IAwsService> services, IEmulator emulator, ILogger<GatewayEndpoint> log)
{
    private readonly ILookup<string, IAwsService> _services = services.ToLookup(service => service.SigningName);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = await AwsRequestReader.ReadAsync(context.Request, context.RequestAborted);
        AwsResponse? response = null;
        try
        {
            foreach (var service in _services[request.Service])
            {
                response = await service.HandleAsync(request, context.RequestAborted);
                if (response is not null) break;
            }
        }
        catch (AwsException error)
        {
            response = AwsResponse.Error(request.Protocol, error.Code, error.Message, error.Status);
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            LogFailed(error, request.Service, request.Operation);
            response = AwsResponse.Error(request.Protocol, "InternalFailure", $"sandbox: {request.Service}:{request.Operation}: {error.Message}", 500);
        }

        if (response is null)
        {
            await emulator.ForwardAsync(context, request);
            return;
        }

        context.Response.StatusCode = response.Status;
        context.Response.ContentType = response.ContentType;
        context.Response.ContentLength = response.Body.Length;
        foreach (var (name, value) in response.Headers) context.Response.Headers[name] = value;
        await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Service}:{Operation} failed")]
    private partial void LogFailed(Exception error, string service, string operation);
}

/// <summary>The emulator behind the gateway (moto): answers what no native service does.</summary>
public interface IEmulator
{
    /// <summary>Passes a request on and its answer back; an operation unknown there is answered 501 with its name.</summary>
    Task ForwardAsync(HttpContext context, AwsRequest request);

    /// <summary>Calls the emulator on the sandbox's own behalf (a log line to write, a secret to read), JSON protocol.</summary>
    Task<System.Text.Json.Nodes.JsonObject> CallAsync(string region, string service, string target, System.Text.Json.Nodes.JsonObject input, CancellationToken cancellationToken);
}
