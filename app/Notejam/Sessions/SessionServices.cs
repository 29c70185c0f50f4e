using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using Notejam.Configuration;

namespace Notejam.Sessions;

/// <summary>Registers Redis and the sessions kept in it.</summary>
public static class SessionServices
{
    /// <summary>What Notejam's keys in Redis begin with.</summary>
    public const string KeyPrefix = "notejam:";

    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(14);

    /// <summary>Redis as the distributed cache.</summary>
    public static IServiceCollection AddNotejamCache(this IServiceCollection services, CacheOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<RedisConnection>();
        services.AddStackExchangeRedisCache(_ => { });
        services.AddOptions<RedisCacheOptions>().Configure<RedisConnection>((cache, connection) =>
        {
            cache.InstanceName = KeyPrefix;
            cache.ConnectionMultiplexerFactory = connection.GetAsync;
        });
        return services;
    }

    /// <summary>Cookie authentication whose tickets lie in the distributed cache.</summary>
    public static IServiceCollection AddNotejamSessions(this IServiceCollection services)
    {
        services.AddSingleton<ITicketStore, DistributedTicketStore>();
        services.AddScoped<SessionEvents>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/signin/";
            cookie.LogoutPath = "/signout/";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.EventsType = typeof(SessionEvents);
            cookie.ExpireTimeSpan = SessionLifetime;
            cookie.SlidingExpiration = true;
            cookie.Cookie.Name = "notejam.session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<ITicketStore>((cookie, store) => cookie.SessionStore = store);
        services.AddAuthorization();
        return services;
    }
}
