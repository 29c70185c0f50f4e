using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>The application's secret, before the first delivery or with new values.</summary>
internal interface IPreseed : IPreflight
{
    [InputFile("secret.json")]
    [Parameter("With Preseed: a JSON file with the values, - for standard input. Default: values are generated", Name = "from")]
    string? SecretFile => TryGetValue(() => SecretFile);

    Target Preseed => _ => _
        .Description("Creates the application's secret in a region, from a file or from generated values")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("preseed", cancellation => Pipeline.CreatePreseedStage().RunAsync(SecretFile is { } file ? GivenSecret.Read(file) : null, cancellation)));
}
