namespace Notejam.Sandbox.Gateway;

/// <summary>S3: its requests are passed on as streams, untouched.</summary>
public interface IObjectStore
{
    /// <summary>Answers a request of an S3 client.</summary>
    Task HandleAsync(HttpContext context);
}
