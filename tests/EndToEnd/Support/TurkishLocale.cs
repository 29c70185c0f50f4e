using Notejam.Machine;

namespace Notejam.EndToEnd.Support;

/// <summary>The locale tr_TR.UTF-8 as bash reads it, made in a folder of its own: I is not the capital of i there.</summary>
public sealed class TurkishLocale : IAsyncLifetime
{
    private const string Name = "tr_TR.UTF-8";

    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-locale-").FullName;

    /// <summary>The variables of somebody who has exported it.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { ["LC_ALL"] = Name, ["LANG"] = Name, ["LOCPATH"] = _folder };

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        await new ThisMachine().Packages.EnsureAsync(["locale-gen"]);
        await Programs.RunAsync("localedef", "-i", "tr_TR", "-f", "UTF-8", Path.Combine(_folder, Name));
    }

    /// <inheritdoc />
    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
