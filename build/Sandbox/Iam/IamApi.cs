using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Iam;

/// <summary>Asks IAM, which the emulator keeps, on the sandbox's own behalf.</summary>
public sealed class IamApi(IEmulator emulator, TimeProvider time)
{
    /// <summary>Calls an operation.</summary>
    /// <param name="parameters">As the query protocol writes them.</param>
    /// <returns>The answer; look for elements by their local names.</returns>
    /// <exception cref="AwsException">IAM answered with an error.</exception>
    public async Task<XElement> CallAsync(string operation, CancellationToken cancellationToken, params (string Name, string Value)[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var form = parameters.Prepend(("Version", "2010-05-08")).Prepend(("Action", operation)).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}");
        var request = new AwsRequest
        {
            Region = SandboxOptions.Regions[0],
            Service = "iam",
            Operation = operation,
            Protocol = AwsProtocol.Query,
            Body = Encoding.ASCII.GetBytes(string.Join('&', form)),
            PathAndQuery = "/",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
        };
        var answer = await RepeatedRead.AnswerAsync(() => emulator.AnswerAsync(request, cancellationToken), time, cancellationToken);
        var document = XElement.Parse(Encoding.UTF8.GetString(answer.Body));
        if (answer.Status < StatusCodes.Status400BadRequest) return document;
        throw new AwsException(Text(document, "Code") ?? "InternalFailure", Text(document, "Message") ?? document.Value, answer.Status);
    }

    /// <summary>The text of the first element of a name, anywhere below; null when there is none.</summary>
    public static string? Text(XElement element, string name)
    {
        ArgumentNullException.ThrowIfNull(element);
        return element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
    }
}
