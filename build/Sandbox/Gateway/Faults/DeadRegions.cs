namespace Notejam.Sandbox.Gateway.Faults;

/// <summary>Breaks connections to regions that are gone.</summary>
public static class DeadRegions
{
    /// <summary>Stands before everything that AWS's clients and Docker call; the sandbox's own API goes on.</summary>
    public static void UseDeadRegions(this IApplicationBuilder app, SandboxOptions options) => app.Use((context, next) =>
    {
        if (!context.RequestServices.GetRequiredService<FaultRules>().IsDead(RegionOf(context, options))) return next(context);
        context.Abort();
        return Task.CompletedTask;
    });

    private static string RegionOf(HttpContext context, SandboxOptions options) =>
        SandboxOptions.Regions.FirstOrDefault(region => options.RegistryPort(region) == context.Connection.LocalPort)
        ?? CredentialScope.Read(context.Request)?.Region
        ?? "";
}
