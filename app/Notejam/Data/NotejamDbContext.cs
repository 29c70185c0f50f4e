using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Notejam.Data;

/// <summary>All that Notejam keeps: users, their pads and notes, and the keys that every task shares.</summary>
public sealed class NotejamDbContext(DbContextOptions<NotejamDbContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<User> Users => Set<User>();

    public DbSet<Pad> Pads => Set<Pad>();

    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(NotejamDbContext).Assembly);
    }
}
