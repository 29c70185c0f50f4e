namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Which rule of the model a value breaks.</summary>
public enum ProblemKind
{
    /// <summary>A value of another type: a text where the model has a number. The request cannot be read.</summary>
    Type,

    /// <summary>A value of the right type that the model does not allow.</summary>
    Constraint,
}
