namespace Notejam.Sandbox.Gateway;

/// <summary>The wire protocol of a request; errors are answered in the same.</summary>
public enum AwsProtocol
{
    /// <summary>POST / with X-Amz-Target and a JSON body.</summary>
    Json,

    /// <summary>POST / with form parameters; answers are XML.</summary>
    Query,

    /// <summary>Method and path name the operation; bodies are JSON.</summary>
    Rest,

    /// <summary>Method and path name the operation; bodies are XML.</summary>
    RestXml,
}
