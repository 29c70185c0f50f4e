using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Notejam.Data.Mapping;

internal sealed class PasswordResetMapping : IEntityTypeConfiguration<PasswordReset>
{
    public void Configure(EntityTypeBuilder<PasswordReset> builder)
    {
        builder.ToTable("password_resets");
        builder.HasKey(reset => reset.UserId);
        builder.Property(reset => reset.UserId).HasColumnName("user_id").ValueGeneratedNever();
        builder.Property(reset => reset.TokenHash).HasColumnName("token_hash");
        builder.Property(reset => reset.ExpiresAt).HasColumnName("expires_at");
        builder.HasOne<User>().WithOne().HasForeignKey<PasswordReset>(reset => reset.UserId)
            .OnDelete(DeleteBehavior.Cascade).HasConstraintName("password_resets_user_id_fkey");
        builder.HasIndex(reset => reset.TokenHash).IsUnique().HasDatabaseName("password_resets_token_hash_key");
    }
}
