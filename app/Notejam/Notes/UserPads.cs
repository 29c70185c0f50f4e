using Microsoft.EntityFrameworkCore;
using Notejam.Data;

namespace Notejam.Notes;

/// <summary>The pads of one user. Every method takes the owner, so nobody meets another's pad.</summary>
public sealed class UserPads(NotejamDbContext database)
{
    private (long UserId, IReadOnlyList<Pad> Pads)? listed;

    /// <summary>All pads of the user by name. A request that asks again gets the same list: page and sidebar both do.</summary>
    public async Task<IReadOnlyList<Pad>> ListAsync(long userId, CancellationToken cancellationToken)
    {
        if (listed is { } known && known.UserId == userId) return known.Pads;
        var pads = await Of(userId).AsNoTracking().OrderBy(pad => pad.Name).ThenBy(pad => pad.Id).ToListAsync(cancellationToken);
        listed = (userId, pads);
        return pads;
    }

    /// <summary>One pad; null when the user has none of this id.</summary>
    public async Task<Pad?> FindAsync(long userId, long id, CancellationToken cancellationToken) =>
        (await ListAsync(userId, cancellationToken)).SingleOrDefault(pad => pad.Id == id);

    /// <summary>Makes a new pad and returns its id.</summary>
    public async Task<long> CreateAsync(long userId, string name, CancellationToken cancellationToken)
    {
        var pad = new Pad { UserId = userId, Name = name };
        database.Pads.Add(pad);
        await database.SaveChangesAsync(cancellationToken);
        return pad.Id;
    }

    /// <summary>Renames a pad; false when the user has none of this id.</summary>
    public async Task<bool> RenameAsync(long userId, long id, string name, CancellationToken cancellationToken) =>
        await Of(userId).Where(pad => pad.Id == id)
            .ExecuteUpdateAsync(pad => pad.SetProperty(property => property.Name, name), cancellationToken) > 0;

    /// <summary>Deletes a pad and, by the database's own rule, its notes; false when the user has none of this id.</summary>
    public async Task<bool> DeleteAsync(long userId, long id, CancellationToken cancellationToken) =>
        await Of(userId).Where(pad => pad.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    private IQueryable<Pad> Of(long userId) => database.Pads.Where(pad => pad.UserId == userId);
}
