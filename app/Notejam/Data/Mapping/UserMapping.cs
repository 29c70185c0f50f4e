using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Notejam.Data.Mapping;

internal sealed class UserMapping : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.Property(user => user.Id).HasColumnName("id");
        builder.Property(user => user.Email).HasColumnName("email").HasMaxLength(User.EmailColumnLength);
        builder.Property(user => user.PasswordHash).HasColumnName("password_hash");
        builder.Property(user => user.SessionStamp).HasColumnName("session_stamp");
        builder.Property(user => user.CreatedAt).HasColumnName("created_at");
        builder.HasIndex(user => user.Email).IsUnique().HasDatabaseName("users_email_key");
    }
}
