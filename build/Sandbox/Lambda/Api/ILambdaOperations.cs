using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>The operations on one kind of thing.</summary>
internal interface ILambdaOperations
{
    /// <summary>The operations by method and path.</summary>
    IEnumerable<RestRoute> Routes { get; }
}
