namespace Notejam.Machine.Environments;

/// <summary>A setting of the caller's that leads calls meant for AWS elsewhere.</summary>
/// <param name="Setting">Where it is set: a variable, or a line of a file.</param>
/// <param name="Target">Where the calls go, without a password that stands in the address.</param>
public sealed record AwsRedirection(string Setting, string Target)
{
    private const string Ignore = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

    /// <inheritdoc />
    public override string ToString() => $"{Setting} leads to {Target}";

    /// <summary>Finds them all, as the SDKs resolve them.</summary>
    /// <param name="environment">The caller's variables.</param>
    /// <param name="home">The caller's home folder.</param>
    /// <param name="read">Reads a file; null when there is none, or it may not be read.</param>
    /// <remarks>
    /// https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html: endpoints of one service and of all, from
    /// variables, the profile and its services section, unless configured endpoints are ignored, by variable or profile.
    /// Terraform's own variables are never ignored.
    /// </remarks>
    public static IReadOnlyList<AwsRedirection> Find(IReadOnlyDictionary<string, string> environment, string home, Func<string, string?> read)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(read);
        string? Value(string name) => environment.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        var profile = Value("AWS_PROFILE") ?? "default";
        var files = new[] { (Variable: "AWS_CONFIG_FILE", Name: "config"), (Variable: "AWS_SHARED_CREDENTIALS_FILE", Name: "credentials") }
            .Select(file => Value(file.Variable) ?? Path.Combine(home, ".aws", file.Name))
            .Select(path => (Path: path, Profiles: AwsProfileFile.Parse(read(path) ?? ""))).ToList();
        var profiles = files.Select(file => (file.Path, Settings: file.Profiles.Profile(profile), file.Profiles)).ToList();

        var found = new List<AwsRedirection>();
        var ignored = Value(Ignore) ?? profiles.Select(file => file.Settings.GetValueOrDefault("ignore_configured_endpoint_urls")).FirstOrDefault(value => value is not null);
        if (!string.Equals(ignored, "true", StringComparison.OrdinalIgnoreCase))
        {
            Take(name => name == "AWS_ENDPOINT_URL" || name.StartsWith("AWS_ENDPOINT_URL_", StringComparison.Ordinal));
            foreach (var (path, settings, file) in profiles)
                foreach (var (setting, url) in file.Endpoints(settings)) found.Add(new AwsRedirection($"{setting} of profile {profile} in {path}", Shown(url)));
        }

        Take(name => (name.StartsWith("TF_AWS_", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal)) && name.EndsWith("_ENDPOINT", StringComparison.Ordinal)
            && name is not "AWS_USE_FIPS_ENDPOINT" and not "AWS_USE_DUALSTACK_ENDPOINT" and not "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT");
        return found;

        void Take(Func<string, bool> redirects) => found.AddRange(environment
            .Where(variable => redirects(variable.Key) && variable.Value.Length > 0).OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => new AwsRedirection(variable.Key, Shown(variable.Value))));
    }

    /// <summary>Finds them in the environment of this process and the files of its user.</summary>
    public static IReadOnlyList<AwsRedirection> FindHere() =>
        Find(Variables.OfThisProcess(), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path =>
        {
            try
            {
                return File.Exists(path) ? File.ReadAllText(path) : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        });

    private static string Shown(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) : url;
}
