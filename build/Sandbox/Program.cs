using Notejam.Sandbox;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

var port = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : SandboxOptions.DefaultPort;
var options = new SandboxOptions { Port = port, StateDirectory = SandboxOptions.DefaultStateDirectory(port) };
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port}");
builder.Services.AddSingleton(options).AddSingleton<StateStore>().AddSingleton(TimeProvider.System).AddSingleton<GatewayEndpoint>();
var app = builder.Build();
app.MapFallback(context => context.RequestServices.GetRequiredService<GatewayEndpoint>().HandleAsync(context));
app.Run();
