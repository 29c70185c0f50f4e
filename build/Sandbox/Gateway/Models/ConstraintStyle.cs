namespace Notejam.Sandbox.Gateway.Models;

/// <summary>How a service words that values are out of their limits.</summary>
internal enum ConstraintStyle
{
    /// <summary><c>2 validation errors detected: Value 'x' at 'name' failed to satisfy constraint: Member must …; …</c></summary>
    Detected,

    /// <summary>The same without values and without the values of an enumeration (IAM).</summary>
    WithoutValues,

    /// <summary><c>Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must …'</c> (ECR).</summary>
    InvalidParameter,
}
