using Notejam.Machine.Processes;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>Terraform with one resource, which stands or does not.</summary>
/// <param name="asked">Hears of each command before it is run.</param>
internal sealed class FakeTerraform(Uri url, Action asked) : IProcessRunner
{
    /// <summary>Whether the resource stands.</summary>
    public bool Stands { get; private set; }

    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        // A run that was killed asks for nothing any more.
        cancellationToken.ThrowIfCancellationRequested();
        asked();
        var output = Answer(command);
        foreach (var line in output.Split('\n')) command.OnOutput?.Invoke(line);
        return Task.FromResult(new ProcessResult(0, output, ""));
    }

    private string Answer(ProcessCommand command)
    {
        var arguments = command.Arguments;
        switch (arguments[0])
        {
            case "plan":
                File.WriteAllText(arguments.Single(argument => argument.StartsWith("-out=", StringComparison.Ordinal))[5..], "plan");
                return Stands ? "" : """{"type":"planned_change","change":{"action":"create"}}""";
            case "show":
                return """{"resource_changes":[{"address":"module.drill.aws_lb.this","type":"aws_lb","mode":"managed","change":{"actions":["create"],"before":null,"after":{}}}]}""";
            case "apply":
                Stands = !arguments.Contains("-destroy");
                return $$$"""{"type":"change_summary","changes":{"add":{{{(Stands ? 1 : 0)}}},"change":0,"remove":{{{(Stands ? 0 : 1)}}},"operation":"apply"}}""";
            case "output":
                return $$$"""{"url":{"value":"{{{url}}}"},"load_balancer_dns_name":{"value":"{{{url.Host}}}"},"service_name":{"value":"service"},"cache_address":{"value":"cache"},"cache_port":{"value":6379}}""";
            case "state":
                return Stands ? "module.drill.aws_lb.this" : "";
            default:
                return "";
        }
    }
}
