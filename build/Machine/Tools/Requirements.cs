using Notejam.Machine.Host;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Tools;

/// <summary>Looks for all that a delivery, to AWS or to the sandbox, needs on a machine, changing nothing.</summary>
public sealed class Requirements(HostFacts host, IProcessRunner runner)
{
    /// <summary>Commands that are brought by Debian packages when first needed.</summary>
    private static readonly string[] Brought = ["dockerd", "docker-registry", "redis-server", "mmdebstrap"];

    /// <summary>The search for the AWS provider.</summary>
    public TerraformMirror Mirror { get; init; } = new(host);

    /// <summary>The search for PostgreSQL.</summary>
    public PostgresBinaries Postgres { get; init; } = new(host);

    /// <summary>Every requirement, met or not, in a fixed order.</summary>
    /// <param name="withSandbox">Whether this machine is AWS too.</param>
    public async Task<IReadOnlyList<Requirement>> CheckAsync(bool withSandbox, CancellationToken cancellationToken = default)
    {
        Task<Requirement>[] pipeline =
        [
            ProgramAsync("git", ["--version"], Install("git"), cancellationToken),
            ProgramAsync("dotnet", ["--version"], "install the .NET SDK that global.json names (https://dotnet.microsoft.com/download)", cancellationToken),
            ProgramAsync("terraform", ["version"], "install Terraform (https://developer.hashicorp.com/terraform/install)", cancellationToken),
        ];
        if (!withSandbox) return [.. await Task.WhenAll(pipeline), AwsProvider()];
        return
        [
            .. await Task.WhenAll([.. pipeline, ProgramAsync("python3", ["--version"], Install("python3"), cancellationToken)]),
            AwsProvider(),
            Place("moto_server", host.Find("moto_server"), "run `pip install 'moto[server]'`, and see that pip's scripts folder is on PATH"),
            Place("PostgreSQL's server programs", Postgres.Find(), Install("initdb")),
            .. Brought.Select(command => new Requirement(command, host.Find(command), Install(command), CanInstall)),
        ];
    }

    /// <summary>One message about all that is missing; null when nothing is.</summary>
    public static string? Complain(IEnumerable<Requirement> requirements)
    {
        var missing = requirements.Where(requirement => !requirement.IsMet).ToList();
        return missing.Count == 0
            ? null
            : "This machine lacks: " + string.Join("; ", missing.Select(requirement => $"{requirement.Name} ({requirement.Remedy})")) + ".";
    }

    private bool CanInstall => host.IsRoot && host.HasDebianPackages;

    private static string Install(string command)
    {
        var packages = string.Join(' ', PackageCatalog.For(command));
        return $"install it (Debian: `apt-get install -y {packages}`)";
    }

    private static Requirement Place(string name, string? found, string remedy) => new(name, found, remedy);

    private Requirement AwsProvider()
    {
        const string name = "Terraform's AWS provider";
        var configuration = new TerraformCliConfig(host, Mirror);
        if (configuration.UserDecides) return new Requirement(name, $"as {configuration.UsersFile} says", "");

        // Without a mirror Terraform asks its registry, which a machine with internet access reaches.
        return new Requirement(name, Mirror.Find() ?? "from registry.terraform.io (no local mirror found)", "");
    }

    private async Task<Requirement> ProgramAsync(string program, string[] arguments, string remedy, CancellationToken cancellationToken)
    {
        if (host.Find(program) is not { } path) return new Requirement(program, null, remedy);

        var result = await runner.RunAsync(new ProcessCommand(path, arguments), cancellationToken);
        var line = (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return result.Succeeded
            ? new Requirement(program, $"{line?.Trim()} ({path})", remedy)
            : new Requirement(program, null, $"{path} does not run ({line?.Trim() ?? $"exit code {result.ExitCode}"}): {remedy}");
    }
}
