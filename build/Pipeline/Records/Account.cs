namespace Notejam.Pipeline.Records;

/// <summary>The account that is delivered to.</summary>
/// <param name="Id">Twelve digits.</param>
public sealed record Account(string Id);
