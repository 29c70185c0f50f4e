using System.Globalization;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Emulator;

/// <summary>The moto process: all that it knows is in its memory, so it must outlive the gateway.</summary>
public sealed class MotoServer(SandboxOptions options, ManagedProcesses processes, IEmulator emulator, TimeProvider time) : IDisposable
{
    /// <summary>Its name among the sandbox's processes.</summary>
    public const string Name = "moto";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Whether the process of an earlier gateway still runs.</summary>
    public bool IsRunning => processes.IsRunning(Name);

    /// <summary>Starts moto unless it runs, waits until it answers and has loaded its slowest parts.</summary>
    /// <exception cref="MachineException">It is not installed or does not come up.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        var fresh = !IsRunning;
        try
        {
            await processes.StartAsync(Command(), cancellationToken);
        }
        catch (ProgramNotFoundException error)
        {
            throw new MachineException("moto_server was not found on PATH: install it with `pip install 'moto[server]'`, or add its folder to PATH.", error);
        }

        await WaitAsync(cancellationToken);
        // The first calls of these load for a second or two; nobody's timeout should pay for it.
        if (fresh) await Task.WhenAll(WarmUpAsync("ec2", "DescribeVpcs", "2016-11-15", cancellationToken), WarmUpAsync("iam", "ListRoles", "2010-05-08", cancellationToken));
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private ManagedProcess Command() => new(Name, "moto_server", ["-H", "127.0.0.1", "-p", options.MotoPort.ToString(CultureInfo.InvariantCulture)])
    {
        Environment = new Dictionary<string, string?>
        {
            ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true",
            ["MOTO_ACCOUNT_ID"] = SandboxOptions.AccountId,
            // Seconds until a certificate is validated: a minute of AWS's.
            ["MOTO_ACM_VALIDATION_WAIT"] = "1",
            ["PYTHONUNBUFFERED"] = "1",
            // Its own calls must not go out through somebody's profile or back in through the gateway.
            ["AWS_PROFILE"] = null,
            ["AWS_ENDPOINT_URL"] = null,
        },
    };

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (!IsRunning || time.GetElapsedTime(start) > Patience)
                throw new MachineException(
                    $"The emulator moto did not come up: see {processes.LogFile(Name)}. Its last lines:\n{string.Join('\n', processes.LastLines(Name))}");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{options.MotoPort}/moto-api/"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WarmUpAsync(string service, string operation, string version, CancellationToken cancellationToken)
    {
        var request = new AwsRequest
        {
            Region = SandboxOptions.Regions[0],
            Service = service,
            Operation = operation,
            Protocol = AwsProtocol.Query,
            Body = System.Text.Encoding.ASCII.GetBytes($"Action={operation}&Version={version}"),
            PathAndQuery = "/",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        };
        await emulator.AnswerAsync(request, cancellationToken);
    }
}
