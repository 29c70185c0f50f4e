using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Secrets.Model;

/// <summary>The one holder of rotations, which their ARNs tell apart by region.</summary>
internal sealed class SecretsStore(StateStore files) : Store<SecretsState>(files, "secrets");
