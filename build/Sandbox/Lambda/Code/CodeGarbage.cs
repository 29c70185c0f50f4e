using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda.Code;

/// <summary>Removes what no function has any more: its processes, its code.</summary>
internal sealed class CodeGarbage(LambdaStore store, CodeStore code, FunctionPool pool)
{
    /// <summary>Removes it, in the background: a function that is being run is let finish.</summary>
    public void Collect() => _ = CollectAsync();

    private async Task CollectAsync()
    {
        await pool.SweepAsync();
        if (pool.HasOutdated) return;
        code.Keep(store.Regions.SelectMany(region => store.Read(region, state => state.Functions.Values.SelectMany(function => function.All).Select(version => version.CodeSha256).ToList()))
            .ToHashSet(StringComparer.Ordinal));
    }
}
