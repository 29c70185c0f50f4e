using Notejam.AccessControl.Policies;

namespace Notejam.AccessControl.Decisions;

/// <summary>A policy that is ready to be held against requests: made once, asked often, from any thread.</summary>
public sealed class Policy
{
    private readonly Dictionary<string, Statement[]> _ofService;
    private readonly Statement[] _ofAnyService;

    /// <summary>Prepares a document.</summary>
    /// <param name="name">Its name or ARN, for decisions to name it by.</param>
    public Policy(string name, PolicyDocument document)
    {
        Name = name;
        Document = document;
        var statements = document.Statements.Select(statement => new Statement(statement, document.HasVariables)).ToArray();
        _ofAnyService = [.. statements.Where(statement => statement.Services is null)];
        _ofService = statements.SelectMany(statement => statement.Services ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(
            service => service,
            service => statements.Where(statement => statement.Services?.Contains(service, StringComparer.OrdinalIgnoreCase) != false).ToArray(),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Its name or ARN.</summary>
    public string Name { get; }

    /// <summary>What it says.</summary>
    public PolicyDocument Document { get; }

    /// <summary>Parses and prepares a text.</summary>
    /// <exception cref="MalformedPolicyException">It is no policy.</exception>
    public static Policy Parse(string name, string json) => new(name, PolicyDocument.Parse(json));

    /// <summary>The statements that can be about a service, in their order.</summary>
    internal Statement[] StatementsOf(ReadOnlySpan<char> service) => _ofService.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(service, out var statements) ? statements : _ofAnyService;
}
