using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Where packages come from; decides how their versions are ordered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ecosystem>))]
public enum Ecosystem
{
    /// <summary>Debian's packages.</summary>
    Debian,

    /// <summary>NuGet packages and .NET's shared frameworks.</summary>
    NuGet,
}
