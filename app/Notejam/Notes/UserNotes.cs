using Microsoft.EntityFrameworkCore;
using Notejam.Data;

namespace Notejam.Notes;

/// <summary>The notes of one user. Every method takes the owner, so nobody meets another's note.</summary>
public sealed class UserNotes(NotejamDbContext database, TimeProvider time)
{
    /// <summary>All notes of the user.</summary>
    public Task<List<Note>> ListAsync(long userId, NoteOrder order, CancellationToken cancellationToken)
    {
        var notes = Of(userId).AsNoTracking();
        var ordered = order switch
        {
            NoteOrder.NameAscending => notes.OrderBy(note => note.Name),
            NoteOrder.NameDescending => notes.OrderByDescending(note => note.Name),
            NoteOrder.LastModifiedLast => notes.OrderBy(note => note.UpdatedAt),
            _ => notes.OrderByDescending(note => note.UpdatedAt),
        };
        return ordered.ThenBy(note => note.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One note; null when the user has none of this id.</summary>
    public Task<Note?> FindAsync(long userId, long id, CancellationToken cancellationToken) =>
        Of(userId).AsNoTracking().SingleOrDefaultAsync(note => note.Id == id, cancellationToken);

    /// <summary>Writes a new note.</summary>
    public async Task<Note> CreateAsync(long userId, string name, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var note = new Note { UserId = userId, Name = name, Text = text, CreatedAt = now, UpdatedAt = now };
        database.Notes.Add(note);
        await database.SaveChangesAsync(cancellationToken);
        return note;
    }

    /// <summary>Changes a note; false when the user has none of this id.</summary>
    public async Task<bool> UpdateAsync(long userId, long id, string name, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var changed = await Of(userId).Where(note => note.Id == id).ExecuteUpdateAsync(
            note => note
                .SetProperty(property => property.Name, name)
                .SetProperty(property => property.Text, text)
                .SetProperty(property => property.UpdatedAt, now),
            cancellationToken);
        return changed > 0;
    }

    /// <summary>Deletes a note; false when the user has none of this id.</summary>
    public async Task<bool> DeleteAsync(long userId, long id, CancellationToken cancellationToken) =>
        await Of(userId).Where(note => note.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    private IQueryable<Note> Of(long userId) => database.Notes.Where(note => note.UserId == userId);
}
