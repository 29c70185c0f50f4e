using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>The operations on one kind of thing.</summary>
internal interface IBackupOperations
{
    /// <summary>The operations by method and path.</summary>
    IEnumerable<RestRoute> Routes { get; }
}
