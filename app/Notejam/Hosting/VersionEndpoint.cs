namespace Notejam.Hosting;

/// <summary>/version: which build runs, from which revision of the sources and in which image.</summary>
public static class VersionEndpoint
{
    /// <summary>Maps it. What the pipeline did not say is null.</summary>
    public static void MapNotejamVersion(this WebApplication app)
    {
        var answer = new
        {
            version = AppVersion.Text,
            revision = Said(app.Configuration["Build:Revision"]),
            imageDigest = Said(app.Configuration["Build:ImageDigest"]),
        };
        app.MapGet("/version", () => answer);
    }

    private static string? Said(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
