using System.Xml.Linq;

namespace Notejam.Sandbox.Route53.Model;

/// <summary>Reads the XML of a health check.</summary>
internal static class HealthCheckConfig
{
    /// <summary>The text of a child; null when there is none, or it is empty.</summary>
    public static string? Text(this XElement parent, string name) => parent.Element(name)?.Value is { Length: > 0 } text ? text : null;
}
