using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>How long a recovery point is kept.</summary>
/// <param name="MoveToColdStorageAfterDays">Days after which it is moved to cold storage, or null.</param>
/// <param name="DeleteAfterDays">Days after which it is deleted; null: never.</param>
public sealed record Lifecycle(int? MoveToColdStorageAfterDays, int? DeleteAfterDays)
{
    /// <summary>Reads a Lifecycle structure; null when there is none in it.</summary>
    internal static Lifecycle? Read(JsonObject json) =>
        (json.Number("MoveToColdStorageAfterDays"), json.Number("DeleteAfterDays")) is var (cold, deleted) && (cold ?? deleted) is not null ? new Lifecycle(cold, deleted) : null;

    /// <summary>As the API tells it.</summary>
    internal JsonObject Json()
    {
        var json = new JsonObject();
        if (MoveToColdStorageAfterDays is { } cold) json[nameof(MoveToColdStorageAfterDays)] = cold;
        if (DeleteAfterDays is { } deleted) json[nameof(DeleteAfterDays)] = deleted;
        return json;
    }
}
