using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Scaling.Model;

/// <summary>The one holder of the scaling's state.</summary>
public sealed class ScalingStore(StateStore files) : RegionStore<ScalingRegion>(files, "scaling");
