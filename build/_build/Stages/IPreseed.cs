using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>The application's secret, before the first delivery or with new values.</summary>
internal interface IPreseed : IPreflight
{
    [Parameter("With Preseed: a JSON file with the values, - for standard input. Default: values are generated", Name = "from")]
    string? SecretFile => TryGetValue(() => SecretFile);

    Target Preseed => _ => _
        .Description("Creates the application's secret in a region, from a file or from generated values")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("preseed", cancellation => Pipeline.CreatePreseedStage().RunAsync(SecretFile is { } file ? ApplicationSecret.Parse(ReadSource(file), file == "-" ? "Standard input" : file) : null, cancellation)));

    private static string ReadSource(string file)
    {
        if (file == "-") return Console.In.ReadToEnd();
        return File.Exists(file) ? File.ReadAllText(file) : throw new PipelineException($"There is no file {file}.", "Give --from the path of a JSON file, or - and write it to standard input.");
    }
}
