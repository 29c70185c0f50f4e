using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// The engine of PowerShell comes as a package, the program around it does not. This one runs a script with arguments, as
// `pwsh -File` does. It has no modules: the download, the one command of theirs that build.ps1 uses, is curl's here.
const string Prelude = """
    function Invoke-WebRequest($Uri, $OutFile, $TimeoutSec, [switch] $UseBasicParsing) {
        & curl --output $OutFile $Uri
        if ($LASTEXITCODE) { throw "curl ended with $LASTEXITCODE" }
    }
    """;

using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
using var shell = PowerShell.Create(runspace);
using var output = new PSDataCollection<PSObject>();
output.DataAdded += (_, added) => Console.Out.WriteLine(output[added.Index]);
shell.Streams.Error.DataAdded += (_, added) => Console.Error.WriteLine(shell.Streams.Error[added.Index]);
try
{
    shell.AddScript(Prelude).Invoke();
    shell.Commands.Clear();
    shell.AddCommand(Path.GetFullPath(args[0]));
    foreach (var argument in args[1..]) shell.AddArgument(argument);
    shell.Invoke(input: null, output);
}
catch (RuntimeException exception)
{
    Console.Error.WriteLine($"{exception.Message}{Environment.NewLine}{exception.ErrorRecord.InvocationInfo?.PositionMessage}");
    return 1;
}

return Convert.ToInt32(runspace.SessionStateProxy.GetVariable("LASTEXITCODE"), CultureInfo.InvariantCulture) & 255;
