namespace Notejam.AccessControl.Policies;

/// <summary>Where a policy is kept, which decides what may be in it and how long it may be.</summary>
public enum PolicyKind
{
    /// <summary>A managed policy, as permissions or as a boundary.</summary>
    Managed,

    /// <summary>An inline policy of a user.</summary>
    InlineOfUser,

    /// <summary>An inline policy of a group.</summary>
    InlineOfGroup,

    /// <summary>An inline policy of a role.</summary>
    InlineOfRole,

    /// <summary>A policy of a session.</summary>
    Session,

    /// <summary>A service control policy.</summary>
    ServiceControl,

    /// <summary>The trust policy of a role.</summary>
    RoleTrust,

    /// <summary>The policy of a KMS key.</summary>
    KmsKey,

    /// <summary>The policy of a bucket.</summary>
    Bucket,

    /// <summary>The policy of an SNS topic.</summary>
    Topic,

    /// <summary>The policy of an SQS queue.</summary>
    Queue,

    /// <summary>The policy of an ECR repository.</summary>
    Repository,

    /// <summary>The policy of a secret.</summary>
    Secret,

    /// <summary>The policy of a Lambda function.</summary>
    Function,

    /// <summary>The access policy of a backup vault.</summary>
    BackupVault,

    /// <summary>The policy of an event bus.</summary>
    EventBus,
}
