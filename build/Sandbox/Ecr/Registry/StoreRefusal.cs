namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>Why the image store did not take a manifest: its answer, in the registry protocol.</summary>
public sealed record StoreRefusal(int Status, byte[] Body);
