namespace Notejam.Sandbox.Iam;

/// <summary>The account's roles, users and policies at one moment.</summary>
/// <param name="Policies">The account's own policies: ARN to the document of the default version.</param>
public sealed record IdentitySnapshot(IReadOnlyList<IamIdentity> Roles, IReadOnlyList<IamIdentity> Users, IReadOnlyDictionary<string, string> Policies)
{
    private readonly Dictionary<string, IamIdentity> _rolesByName = Roles.ToDictionary(role => role.Name, StringComparer.Ordinal);

    /// <summary>A role by its name; null when there is none.</summary>
    public IamIdentity? RoleNamed(string name) => _rolesByName.GetValueOrDefault(name);

    /// <summary>A role by its ARN; null when there is none.</summary>
    public IamIdentity? RoleOf(string arn) => RoleNamed(arn[(arn.LastIndexOf('/') + 1)..]) is { } role && role.Arn == arn ? role : null;

    /// <summary>A user by its name; null when there is none.</summary>
    public IamIdentity? UserNamed(string name) => Users.FirstOrDefault(user => user.Name == name);
}
