using System.Globalization;
using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Options.Rules;

/// <summary>An endpoint of a sandbox on this machine.</summary>
public sealed partial class SandboxEndpointAttribute() : OptionRuleAttribute("http://127.0.0.1:4566")
{
    private const int LastPort = 65_535;

    /// <inheritdoc/>
    public override string? FindProblem(string value, RequestPlace place) =>
        Endpoint().Match(value) is { Success: true } match && int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture) <= LastPort
            ? null
            : $"{Quote(value)} is not an endpoint of a sandbox on this machine: it is http://127.0.0.1:<port>, with a port from 1 to {LastPort}";

    [GeneratedRegex(@"^http://(?:127\.0\.0\.1|localhost):(?<port>[1-9][0-9]{0,4})/?\z")]
    private static partial Regex Endpoint();
}
