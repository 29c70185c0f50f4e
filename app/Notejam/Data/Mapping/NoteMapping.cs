using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Notejam.Data.Mapping;

internal sealed class NoteMapping : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("notes");
        builder.Property(note => note.Id).HasColumnName("id");
        builder.Property(note => note.UserId).HasColumnName("user_id");
        builder.Property(note => note.PadId).HasColumnName("pad_id");
        builder.Property(note => note.Name).HasColumnName("name").HasMaxLength(Note.NameColumnLength);
        builder.Property(note => note.Text).HasColumnName("text");
        builder.Property(note => note.CreatedAt).HasColumnName("created_at");
        builder.Property(note => note.UpdatedAt).HasColumnName("updated_at");
        builder.HasOne<User>().WithMany().HasForeignKey(note => note.UserId)
            .OnDelete(DeleteBehavior.Cascade).HasConstraintName("notes_user_id_fkey");
        builder.HasOne<Pad>().WithMany().HasForeignKey(note => new { note.UserId, note.PadId })
            .HasPrincipalKey(pad => new { pad.UserId, pad.Id })
            .OnDelete(DeleteBehavior.Cascade).HasConstraintName("notes_user_id_pad_id_fkey");
        builder.HasIndex(note => new { note.UserId, note.PadId }).HasDatabaseName("notes_user_id_pad_id_idx");
        builder.HasIndex(note => new { note.UserId, note.UpdatedAt }).HasDatabaseName("notes_user_id_updated_at_idx");
    }
}
