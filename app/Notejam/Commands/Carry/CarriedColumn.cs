namespace Notejam.Commands.Carry;

/// <summary>A column whose values are carried.</summary>
/// <param name="Type">As PostgreSQL writes it, for example <c>character varying(100)</c>: binary values fit no other.</param>
internal sealed record CarriedColumn(string Name, string Type);
