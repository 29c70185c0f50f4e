namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>The wire protocols that the generator speaks.</summary>
internal enum Protocol
{
    /// <summary>A JSON body to one path, the operation in X-Amz-Target.</summary>
    Json,

    /// <summary>JSON with paths, query strings and headers.</summary>
    RestJson,

    /// <summary>A form as request, XML as response.</summary>
    Query,
}
