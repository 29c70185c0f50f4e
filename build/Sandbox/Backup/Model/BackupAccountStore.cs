using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>The one holder of the account's settings of AWS Backup.</summary>
public sealed class BackupAccountStore(StateStore files) : Store<BackupAccount>(files, "backup-account");
