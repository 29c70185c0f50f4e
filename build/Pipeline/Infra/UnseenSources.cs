using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Infra;

/// <summary>
/// Files that Terraform reads by itself and that git ignores: overrides, values, configuration. They would change every
/// plan, and no revision tells of them. Files that are only new are part of the revision that is delivered.
/// </summary>
public sealed class UnseenSources(GitRepository git)
{
    private const string Folder = "infra";

    // https://developer.hashicorp.com/terraform/language/files and .../language/values/variables#variable-definitions-tfvars-files
    private static readonly string[] Read = [".tf", ".tf.json", ".tfvars", ".tfvars.json"];

    /// <summary>Refuses to plan while there is one.</summary>
    /// <exception cref="PipelineException">There is; each is named.</exception>
    public async Task RefuseAsync(CancellationToken cancellationToken = default)
    {
        var found = (await git.FindIgnoredAsync(Folder, cancellationToken)).Where(IsRead).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0)
            throw new PipelineException($"Terraform would read {string.Join(", ", found)}, which git ignores: the plan would not be that of the revision.", "Delete or move it, or commit it (git add --force).");
    }

    private static bool IsRead(string path) => Read.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)) && !path.Split('/').Contains(".terraform");
}
