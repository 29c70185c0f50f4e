using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>How the two JSON protocols make requests; they read responses alike.</summary>
internal interface IJsonRequests
{
    /// <summary>Requests hold path, query and headers beside the body, so each writes its body itself.</summary>
    bool WritesOwnBody { get; }

    /// <summary>Adds Marshall(request): the HTTP request.</summary>
    void Add(SourceWriter code, Operation operation);
}
