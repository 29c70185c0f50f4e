using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Notejam.Data.Mapping;

internal sealed class PadMapping : IEntityTypeConfiguration<Pad>
{
    public void Configure(EntityTypeBuilder<Pad> builder)
    {
        builder.ToTable("pads");
        builder.Property(pad => pad.Id).HasColumnName("id");
        builder.Property(pad => pad.UserId).HasColumnName("user_id");
        builder.Property(pad => pad.Name).HasColumnName("name").HasMaxLength(Pad.NameLength);
        builder.HasOne<User>().WithMany().HasForeignKey(pad => pad.UserId)
            .OnDelete(DeleteBehavior.Cascade).HasConstraintName("pads_user_id_fkey");
        // What notes refer to: with the owner in it, no note can be in another's pad.
        builder.HasAlternateKey(pad => new { pad.UserId, pad.Id }).HasName("pads_user_id_id_key");
    }
}
