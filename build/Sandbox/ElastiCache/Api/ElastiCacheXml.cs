using System.Xml.Linq;

namespace Notejam.Sandbox.ElastiCache.Api;

/// <summary>How ElastiCache writes its answers.</summary>
internal static class ElastiCacheXml
{
    /// <summary>The XML namespace of answers.</summary>
    public static readonly XNamespace Namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";
}
