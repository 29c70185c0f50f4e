using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>How a protocol writes requests and reads responses.</summary>
internal interface IProtocolEmitter
{
    /// <summary>The C# type that responses are read from.</summary>
    string SourceType { get; }

    /// <summary>The expression that makes an operation's unmarshaller.</summary>
    string Unmarshaller(Operation operation);

    /// <summary>Adds Marshall(request): the HTTP request.</summary>
    void AddRequest(SourceWriter code, Operation operation);

    /// <summary>Adds Write(…, value) for a structure that requests hold.</summary>
    void AddWriter(SourceWriter code, Shape shape);

    /// <summary>Adds ReadX(…) for a structure that responses or exceptions hold.</summary>
    void AddReader(SourceWriter code, Shape shape);
}
