using Notejam.Hooks;
using Notejam.Hooks.Configuration;
using Notejam.Hooks.Runtime;

var settings = new FunctionSettings(Environment.GetEnvironmentVariable);
var log = new FunctionLog(Console.Out, TimeProvider.System);
if (settings.Optional("AWS_LAMBDA_RUNTIME_API") is not { } address)
{
    await Console.Error.WriteLineAsync("This is the code of Lambda functions: Lambda starts it, and sets AWS_LAMBDA_RUNTIME_API and _HANDLER.");
    return 1;
}

using var http = RuntimeApi.CreateClient();
var api = new RuntimeApi(http, address);
IHandler handler;
try
{
    handler = new Handlers(settings, log, TimeProvider.System).Create(settings.Required("_HANDLER"));
}
catch (Exception exception)
{
    log.Error($"The function cannot start: {exception.Message}");
    await api.FailToStartAsync(exception, CancellationToken.None);
    return 1;
}

await new RuntimeLoop(api, handler, log, TimeProvider.System).RunAsync(CancellationToken.None);
return 0;
