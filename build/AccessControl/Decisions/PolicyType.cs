namespace Notejam.AccessControl.Decisions;

/// <summary>The types of policies that take part in a decision.</summary>
public enum PolicyType
{
    /// <summary>Of a user, group or role.</summary>
    Identity,

    /// <summary>The most that a user or role may.</summary>
    PermissionsBoundary,

    /// <summary>Of a session.</summary>
    Session,

    /// <summary>Of a resource.</summary>
    Resource,

    /// <summary>Of a role: who may assume it.</summary>
    RoleTrust,

    /// <summary>A grant of a KMS key.</summary>
    Grant,

    /// <summary>Of an organization, for the caller's account.</summary>
    ServiceControl,

    /// <summary>Of an organization, for the resource's account.</summary>
    ResourceControl,
}
