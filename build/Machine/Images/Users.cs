namespace Notejam.Machine.Images;

/// <summary>A user beside root, with a group of the same number.</summary>
public sealed record User(string Name, int Id, string Home);

/// <summary>The files that name an image's users.</summary>
public static class Users
{
    /// <summary>/etc/passwd and /etc/group with root, nobody and one more.</summary>
    public static IEnumerable<LayerItem> Files(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var passwd = $"""
            root:x:0:0:root:/root:/usr/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            {user.Name}:x:{user.Id}:{user.Id}::{user.Home}:/usr/sbin/nologin

            """;
        var group = $"""
            root:x:0:
            nogroup:x:65534:
            {user.Name}:x:{user.Id}:

            """;
        yield return new LayerItem.Text("etc/passwd", passwd) { Mode = Permissions.File };
        yield return new LayerItem.Text("etc/group", group) { Mode = Permissions.File };
        yield return new LayerItem.Folder("root") { Mode = Permissions.Private };
    }
}
