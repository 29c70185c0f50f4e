using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Notejam.Configuration;
using Npgsql;

namespace Notejam.Data;

/// <summary>Registers the database and what is kept in it.</summary>
public static class DatabaseServices
{
    /// <summary>The context, its pool of connections and the data-protection keys.</summary>
    public static IServiceCollection AddNotejamDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new NpgsqlDataSourceBuilder(options.ToConnectionString()).Build());
        services.AddDbContext<NotejamDbContext>((provider, context) =>
            context.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        // One name and one key ring for all tasks: what one signed, any other can read.
        services.AddDataProtection()
            .SetApplicationName("Notejam")
            .PersistKeysToDbContext<NotejamDbContext>();
        return services;
    }
}
