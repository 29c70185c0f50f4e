using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Notejam.Configuration;
using Notejam.Data.Tls;
using Npgsql;

namespace Notejam.Data;

/// <summary>Registers the database and what is kept in it.</summary>
public static class DatabaseServices
{
    /// <summary>The context, its pool of connections and the data-protection keys.</summary>
    public static IServiceCollection AddNotejamDatabase(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => BuildSource(options));
        services.AddDbContextPool<NotejamDbContext>((provider, context) =>
            context.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        // One name and one key ring for all tasks: what one signed, any other can read.
        services.AddDataProtection()
            .SetApplicationName("Notejam")
            .PersistKeysToDbContext<NotejamDbContext>();
        return services;
    }

    private static NpgsqlDataSource BuildSource(DatabaseOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ToConnectionString());
        if (options.SslMode is SslMode.VerifyCA or SslMode.VerifyFull)
            builder.UseRootCertificatesCallback(() => DatabaseRoots.Read(Environment.GetEnvironmentVariable("SSL_CERT_FILE")));
        return builder.Build();
    }
}
