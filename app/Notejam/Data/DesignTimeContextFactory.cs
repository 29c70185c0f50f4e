using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Notejam.Data;

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model but no database.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<NotejamDbContext>
{
    public NotejamDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<NotejamDbContext>().UseNpgsql().Options);
}
