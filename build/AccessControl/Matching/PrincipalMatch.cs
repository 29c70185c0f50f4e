namespace Notejam.AccessControl.Matching;

/// <summary>How a statement of a resource means a principal: the nearer, the less can limit what it grants.</summary>
public enum PrincipalMatch
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It means the account, which may delegate to its principals by their own policies.</summary>
    Account,

    /// <summary>It means the role of a session or the user behind a federated one, with their boundary and session policy.</summary>
    Behind,

    /// <summary>It means just this user or session, or everybody.</summary>
    Direct,
}
