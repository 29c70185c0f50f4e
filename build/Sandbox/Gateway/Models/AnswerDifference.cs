namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Something in an answer that AWS does not document.</summary>
/// <param name="Service">Signing name.</param>
/// <param name="Operation">Its name in the model.</param>
/// <param name="What">Where and what.</param>
public sealed record AnswerDifference(string Service, string Operation, string What);
