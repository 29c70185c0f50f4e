namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>A member of a structure, or the item, key or value of a collection.</summary>
internal sealed class Member(string name, Shape shape)
{
    /// <summary>The name in the model.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public string Property { get; } = Naming.Pascal(name);

    /// <summary>The name on the wire when the model gives one.</summary>
    public string? LocationName { get; set; }

    /// <summary>uri, querystring, header or statusCode; null for the body.</summary>
    public string? Location { get; set; }

    /// <summary>unixTimestamp, rfc822 or iso8601 when the model departs from the protocol's default.</summary>
    public string? TimestampFormat { get; set; }

    public bool IsFlattened { get; set; }

    public bool IsRequired { get; set; }

    /// <summary>Filled with a new GUID when the caller leaves it empty.</summary>
    public bool IsIdempotencyToken { get; set; }

    /// <summary>Milliseconds on the wire, DateTime in C#.</summary>
    public bool IsEpochMilliseconds { get; set; }

    /// <summary>Why not to use it any more; null when it is in use.</summary>
    public string? Obsolete { get; set; }

    /// <summary>The name on the wire.</summary>
    public string WireName => LocationName ?? Name;

    /// <summary>The property is a nullable value type.</summary>
    public bool IsValue => Shape.IsValue || IsEpochMilliseconds;
}
