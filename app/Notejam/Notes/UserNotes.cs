using Microsoft.EntityFrameworkCore;
using Notejam.Data;
using Npgsql;

namespace Notejam.Notes;

/// <summary>The notes of one user. Every method takes the owner, so nobody meets another's note.</summary>
public sealed class UserNotes(NotejamDbContext database, TimeProvider time)
{
    /// <summary>A page of the user's notes.</summary>
    /// <param name="padId">Only those in this pad; null: all.</param>
    /// <param name="page">From 1; one that does not exist means the nearest that does.</param>
    public async Task<NoteList> ListAsync(long userId, long? padId, NoteOrder order, int page, CancellationToken cancellationToken)
    {
        var notes = Of(userId);
        if (padId is not null) notes = notes.Where(note => note.PadId == padId);
        page = Math.Clamp(page, 1, int.MaxValue / NoteList.PageSize);
        var list = await ReadAsync(notes, order, page, cancellationToken);
        if (list.Rows.Count > 0 || page == 1) return list;

        // Past the last one: how many there are was not told.
        return await ReadAsync(notes, order, NoteList.CountPages(await notes.CountAsync(cancellationToken)), cancellationToken);
    }

    /// <summary>Reads a page and how many notes there are in all, at once. Of a page that does not exist nothing is known.</summary>
    private static async Task<NoteList> ReadAsync(IQueryable<Note> notes, NoteOrder order, int page, CancellationToken cancellationToken)
    {
        var ordered = order switch
        {
            NoteOrder.NameAscending => notes.OrderBy(note => note.Name),
            NoteOrder.NameDescending => notes.OrderByDescending(note => note.Name),
            NoteOrder.LastModifiedLast => notes.OrderBy(note => note.UpdatedAt),
            _ => notes.OrderByDescending(note => note.UpdatedAt),
        };
        var rows = await ordered.ThenBy(note => note.Id)
            .Skip((page - 1) * NoteList.PageSize).Take(NoteList.PageSize)
            .Select(note => new { Row = new NoteRow(note.Id, note.Name, note.PadId, note.UpdatedAt), Total = notes.Count() })
            .ToListAsync(cancellationToken);
        return new NoteList([.. rows.Select(item => item.Row)], rows.Count > 0 ? rows[0].Total : 0, order, page);
    }

    /// <summary>How many notes are in a pad of the user.</summary>
    public Task<int> CountAsync(long userId, long padId, CancellationToken cancellationToken) =>
        Of(userId).CountAsync(note => note.PadId == padId, cancellationToken);

    /// <summary>One note; null when the user has none of this id.</summary>
    public Task<Note?> FindAsync(long userId, long id, CancellationToken cancellationToken) =>
        Of(userId).AsNoTracking().SingleOrDefaultAsync(note => note.Id == id, cancellationToken);

    /// <summary>Writes a new note; false when the user has no such pad.</summary>
    public async Task<bool> CreateAsync(long userId, NoteContent content, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        database.Notes.Add(new Note
        {
            UserId = userId,
            PadId = content.PadId,
            Name = content.Name,
            Text = content.Text,
            CreatedAt = now,
            UpdatedAt = now,
        });
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            return false;
        }
    }

    /// <summary>Changes a note.</summary>
    public async Task<NoteUpdate> UpdateAsync(long userId, long id, NoteContent content, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            var changed = await Of(userId).Where(note => note.Id == id).ExecuteUpdateAsync(
                note => note
                    .SetProperty(property => property.PadId, content.PadId)
                    .SetProperty(property => property.Name, content.Name)
                    .SetProperty(property => property.Text, content.Text)
                    .SetProperty(property => property.UpdatedAt, now),
                cancellationToken);
            return changed > 0 ? NoteUpdate.Done : NoteUpdate.NoSuchNote;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return NoteUpdate.NoSuchPad;
        }
    }

    /// <summary>Deletes a note; false when the user has none of this id.</summary>
    public async Task<bool> DeleteAsync(long userId, long id, CancellationToken cancellationToken) =>
        await Of(userId).Where(note => note.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;

    private IQueryable<Note> Of(long userId) => database.Notes.Where(note => note.UserId == userId);
}
