namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>What a shape of the service model is.</summary>
internal enum ShapeKind
{
    String,
    Integer,
    Long,
    Float,
    Double,
    Boolean,
    Timestamp,
    Blob,
    List,
    Map,
    Structure,

    /// <summary>Free JSON: Amazon.Runtime.Documents.Document.</summary>
    Document,
}
