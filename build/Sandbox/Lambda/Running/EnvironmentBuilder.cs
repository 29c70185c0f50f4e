using System.Globalization;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Lambda.Code;
using Notejam.Sandbox.Sts.Model;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Makes environments: folder, runtime API, process. A process is on the sandbox's list, so that none outlives it.</summary>
internal sealed class EnvironmentBuilder(
    SandboxOptions options, CodeStore code, CertificateBundle certificates, ManagedProcesses processes, FunctionLogShipper shipper, SessionStore sessions, TimeProvider time)
{
    private const string Prefix = "lambda-";
    private static readonly TimeSpan LifetimeOfCredentials = TimeSpan.FromHours(12);
    private static readonly TimeSpan NoPatience = TimeSpan.Zero;

    private string Root => Path.Combine(options.StateDirectory, "lambda", "run");

    /// <summary>Makes one.</summary>
    /// <exception cref="InvalidEntryPointException">The code has nothing that can be run.</exception>
    public async Task<EnvironmentParts> BuildAsync(FunctionTarget target, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("N")[..12];
        var folder = Path.Combine(Root, id);
        var scratch = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        var (session, output) = (new RuntimeSession(), new OutputFile(Path.Combine(folder, "output.log")));
        var api = await RuntimeApi.StartAsync(session, cancellationToken);
        try
        {
            var (root, stream) = (code.Find(target.Version.CodeSha256), FunctionLog.NewStream(target, time.GetUtcNow()));
            var endpoint = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}");
            var variables = FunctionVariables.Of(target, root, scratch, api.Address, stream, endpoint, CredentialsOf(target), certificates.Find());
            var process = FunctionProcess.Start(root, variables, Path.Combine(folder, "output.log"));
            var name = $"{Prefix}{target.Region}-{target.Name}-{id}";
            processes.Adopt(name, process.Id);
            return new EnvironmentParts(target, folder, stream, shipper)
            {
                Session = session, Api = api, Output = output, Process = process, Forget = () => processes.StopAsync(name, NoPatience),
            };
        }
        catch
        {
            await api.DisposeAsync();
            session.Dispose();
            output.Dispose();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    // "The session name is the function's name", as logs of AWS show it; an environment lives at most half a day.
    private SessionCredentials CredentialsOf(FunctionTarget target) =>
        sessions.Begin(new SessionWish(target.Version.Settings.Text("Role")!, target.Name.Length > 1 ? target.Name : target.Name + "-"), LifetimeOfCredentials);

    /// <summary>Ends the processes that a killed sandbox left behind: their runtime API went with it.</summary>
    public async Task EndLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var left in processes.List().Where(process => process.Name.StartsWith(Prefix, StringComparison.Ordinal)))
            await processes.StopAsync(left.Name, NoPatience, cancellationToken);
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }
}
