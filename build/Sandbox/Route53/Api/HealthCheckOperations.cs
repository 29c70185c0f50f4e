using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Route53.Health;
using Notejam.Sandbox.Route53.Model;

namespace Notejam.Sandbox.Route53.Api;

/// <summary>
/// Route 53's operations on health checks. The emulator loses which alarm a check reads, and calls every endpoint healthy;
/// zones, records and tags are its own.
/// </summary>
internal sealed class HealthCheckOperations(HealthCheckStore store, HealthJudge judge, TimeProvider time) : IOperations
{
    private const string Path = "/2013-04-01/healthcheck";
    private const int MostItems = 100;
    private static readonly XNamespace Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateHealthCheck", "POST " + Path, Create),
        new("ListHealthChecks", "GET " + Path, List),
        new("GetHealthCheck", "GET " + Path + "/{id}", call => Answer("GetHealthCheckResponse", Show(store.Get(call.Path["id"])))),
        new("UpdateHealthCheck", "POST " + Path + "/{id}", Update),
        new("DeleteHealthCheck", "DELETE " + Path + "/{id}", Delete),
        new("GetHealthCheckStatus", "GET " + Path + "/{id}/status", StatusAsync),
    ];

    private AwsResponse Create(AwsRequest call)
    {
        var input = Read(call);
        var reference = input.Text("CallerReference") ?? throw Invalid("CallerReference is missing");
        var config = Completed(input.Element("HealthCheckConfig") ?? throw Invalid("HealthCheckConfig is missing"));
        var check = store.Write(checks =>
        {
            if (checks.Values.FirstOrDefault(other => other.CallerReference == reference) is { } same)
                return same.Config == config ? same : throw new AwsException("HealthCheckAlreadyExists", $"The caller reference {reference} belongs to another health check.", StatusCodes.Status409Conflict);
            var created = new HealthCheck { Id = Guid.NewGuid().ToString(), CallerReference = reference, Config = config };
            return checks[created.Id] = created;
        });
        return Answer("CreateHealthCheckResponse", Show(check)) with
        {
            Status = StatusCodes.Status201Created,
            Headers = new Dictionary<string, string> { ["Location"] = $"{Namespace.NamespaceName.TrimEnd('/')}/healthcheck/{check.Id}" },
        };
    }

    private AwsResponse List(AwsRequest call)
    {
        var size = int.TryParse(call.QueryString["maxitems"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, MostItems) : MostItems;
        var rest = store.All.SkipWhile(check => call.QueryString["marker"] is { } marker && string.CompareOrdinal(check.Id, marker) < 0).ToList();
        var page = rest.Take(size).ToList();
        return Answer("ListHealthChecksResponse",
            new XElement("HealthChecks", page.Select(Show)),
            new XElement("Marker", call.QueryString["marker"] ?? ""),
            new XElement("IsTruncated", rest.Count > page.Count),
            rest.Count > page.Count ? new XElement("NextMarker", rest[page.Count].Id) : null,
            new XElement("MaxItems", size));
    }

    private AwsResponse Update(AwsRequest call)
    {
        var input = Read(call);
        return store.Write(checks =>
        {
            var check = HealthCheckStore.Get(checks, call.Path["id"]);
            if (input.Text("HealthCheckVersion") is { } version && version != check.Version.ToString(CultureInfo.InvariantCulture))
                throw new AwsException("HealthCheckVersionMismatch", $"The health check has version {check.Version}.", StatusCodes.Status409Conflict);
            var config = check.Parse();
            foreach (var reset in input.Elements("ResetElements").Elements()) config.Element(reset.Value)?.Remove();
            foreach (var element in input.Elements().Where(element => element.Name.LocalName is not ("HealthCheckVersion" or "ResetElements")))
            {
                config.Element(element.Name)?.Remove();
                config.Add(element);
            }

            (check.Config, check.LastKnown) = (Completed(config), null);
            check.Version++;
            return Answer("UpdateHealthCheckResponse", Show(check));
        });
    }

    private AwsResponse Delete(AwsRequest call)
    {
        store.Write(checks => checks.Remove(HealthCheckStore.Get(checks, call.Path["id"]).Id));
        return Answer("DeleteHealthCheckResponse");
    }

    private async Task<AwsResponse> StatusAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var health = await judge.JudgeAsync(store.Get(call.Path["id"]).Id, cancellationToken);
        return Answer("GetHealthCheckStatusResponse", new XElement("HealthCheckObservations", new XElement("HealthCheckObservation",
            new XElement("Region", "us-east-1"),
            new XElement("IPAddress", "127.0.0.1"),
            new XElement("StatusReport",
                new XElement("Status", $"{(health.IsHealthy ? "Success" : "Failure")}: {health.Reason}"),
                new XElement("CheckedTime", AwsResponse.Iso(time.GetUtcNow()))))));
    }

    private static XElement Read(AwsRequest call)
    {
        try
        {
            return Bare(XElement.Parse(Encoding.UTF8.GetString(call.Body)));
        }
        catch (XmlException error)
        {
            throw Invalid($"the body is not XML: {error.Message}");
        }
    }

    private static XElement Bare(XElement element) =>
        new(element.Name.LocalName, element.HasElements ? element.Elements().Select(Bare) : element.Value);

    // What AWS fills in for what was left out.
    private static string Completed(XElement config)
    {
        var type = config.Text("Type") ?? throw Invalid("Type is missing");
        if (type is "HTTP" or "HTTPS" or "HTTP_STR_MATCH" or "HTTPS_STR_MATCH" or "TCP")
        {
            foreach (var (name, value) in new[] { ("Port", type.StartsWith("HTTPS", StringComparison.Ordinal) ? "443" : "80"), ("RequestInterval", "30"), ("FailureThreshold", "3"), ("MeasureLatency", "false") })
                if (config.Element(name) is null) config.Add(new XElement(name, value));
        }

        foreach (var name in new[] { "Inverted", "Disabled" })
            if (config.Element(name) is null) config.Add(new XElement(name, "false"));
        return config.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Show(HealthCheck check) => new("HealthCheck",
        new XElement("Id", check.Id),
        new XElement("CallerReference", check.CallerReference),
        check.Parse(),
        new XElement("HealthCheckVersion", check.Version));

    private static AwsResponse Answer(string name, params object?[] content)
    {
        var root = new XElement(name, content);
        foreach (var element in root.DescendantsAndSelf()) element.Name = Namespace + element.Name.LocalName;
        return new AwsResponse(StatusCodes.Status200OK, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));
    }

    private static AwsException Invalid(string message) => new("InvalidInput", message);
}
