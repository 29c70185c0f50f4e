using System.Xml.Linq;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>How RDS writes its answers.</summary>
internal static class RdsXml
{
    /// <summary>The XML namespace of answers.</summary>
    public static readonly XNamespace Namespace = "http://rds.amazonaws.com/doc/2014-10-31/";
}
