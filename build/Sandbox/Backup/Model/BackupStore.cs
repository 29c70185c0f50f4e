using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>The one holder of AWS Backup's state.</summary>
public sealed class BackupStore(StateStore files) : RegionStore<BackupRegion>(files, "backup");
