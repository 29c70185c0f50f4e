using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Lambda.Model;

/// <summary>The one holder of Lambda's state.</summary>
public sealed class LambdaStore(StateStore files) : RegionStore<LambdaRegion>(files, "lambda");
