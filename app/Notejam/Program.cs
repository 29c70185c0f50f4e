using Notejam.Commands;
using Notejam.Commands.Carry;
using Notejam.Configuration;

try
{
    return args switch
    {
        [] => await ServeCommand.RunAsync(),
        ["migrate"] => await MigrateCommand.RunAsync(),
        ["canary", var purpose] => await CanaryCommand.RunAsync(purpose),
        ["inventory"] => await InventoryCommand.RunAsync(null),
        ["inventory", var watermark] => await InventoryCommand.RunAsync(watermark),
        ["drill-user", var drillId] => await DrillUserCommand.RunAsync(drillId),
        ["export", var listUrl] => await ExportCommand.RunAsync(listUrl),
        ["import", var listUrl] => await ImportCommand.RunAsync(listUrl),
        ["mail-catcher"] => await MailCatcherCommand.RunAsync(),
        _ => throw new UsageException($"unknown arguments '{string.Join(' ', args.Select(WithoutUrl))}': use none to serve, 'migrate', 'canary <purpose>', 'inventory [<watermark>]', 'drill-user <drill id>', 'export <list url>', 'import <list url>' or 'mail-catcher'"),
    };
}
catch (Exception exception)
{
    // Whoever looks at a task that stopped sees its last log lines: one line with the cause, not a stack trace.
    await Console.Error.WriteLineAsync($"Notejam cannot start: {StartFailure.Explain(exception)}");
    return 1;
}

// A presigned URL is a secret, also in a command that was mistyped.
static string WithoutUrl(string argument) => argument.Contains("://", StringComparison.Ordinal) ? "<url>" : argument;
