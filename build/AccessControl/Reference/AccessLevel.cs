namespace Notejam.AccessControl.Reference;

/// <summary>What kind of access an action is.</summary>
public enum AccessLevel
{
    /// <summary>Reads what a resource holds.</summary>
    Read,

    /// <summary>Says which resources there are.</summary>
    List,

    /// <summary>Creates, changes or deletes.</summary>
    Write,

    /// <summary>Changes nothing but tags.</summary>
    Tagging,

    /// <summary>Changes who may do what.</summary>
    PermissionsManagement,
}
