using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup;

/// <summary>A backup or copy job that ended, and not well: it does not go on, so a later run begins anew.</summary>
public sealed class BackupJobFailedException(string problem, Exception? inner = null) : PipelineException(problem, "Correct the cause and run Backup again: it begins anew.", inner);
