namespace Notejam.Sandbox.Gateway.Operations;

/// <summary>The operations of a service that deal with one kind of thing.</summary>
public interface IOperations
{
    /// <summary>The operations; read once, when the service is composed.</summary>
    IEnumerable<Operation> Operations { get; }
}
