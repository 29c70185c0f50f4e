using Notejam.Tests.Servers;

namespace Notejam.Tests.Commands;

[Trait("Suite", "wire")]
public sealed class StartTests
{
    [Fact]
    public async Task All_configuration_errors_are_reported_at_once_in_one_line()
    {
        var result = await NotejamProcess.RunAsync(new Dictionary<string, string?> { ["Database__Port"] = "x", ["Cache__Tls"] = "maybe" });
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "Notejam cannot start: Database__Host is missing; Database__Port is 'x', not a port from 1 to 65535; Database__Name is missing; "
            + "Database__Username is missing; Database__Password is missing; Cache__Host is missing; Cache__Tls is 'maybe', not true or false. "
            + "Set these environment variables (the table is in app/README.md).\n",
            result.Error);
    }

    [Fact]
    public async Task Unknown_arguments_are_refused()
    {
        var result = await NotejamProcess.RunAsync(new Dictionary<string, string?>(), "migrat");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("Notejam cannot start: unknown arguments 'migrat': use none to serve, 'migrate', 'canary <purpose>', 'inventory [<watermark>]', 'drill-user <drill id>', 'export <list url>', 'import <list url>' or 'mail-catcher'\n", result.Error);
    }
}
