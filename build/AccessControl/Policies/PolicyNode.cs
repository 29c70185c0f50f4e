using System.Text.Json;

namespace Notejam.AccessControl.Policies;

/// <summary>A part of a policy's JSON that knows where it stands and collects what is wrong with it.</summary>
internal sealed record PolicyNode(string Path, JsonElement Value, List<PolicyProblem> Problems)
{
    /// <summary>Notes a problem of this part.</summary>
    public void Refuse(string detail) => Problems.Add(new PolicyProblem(Path, PolicyProblem.Syntax, detail));

    /// <summary>Notes a problem of a member, which may be missing.</summary>
    public void Refuse(string member, string detail) => Problems.Add(new PolicyProblem(Join(member), PolicyProblem.Syntax, detail));

    /// <summary>Whether it is an object, with none but these members if any are given.</summary>
    public bool IsObject(string otherwise, params string[] allowed)
    {
        if (Value.ValueKind != JsonValueKind.Object)
        {
            Refuse(otherwise);
            return false;
        }

        if (allowed.Length > 0)
        {
            foreach (var member in Value.EnumerateObject().Where(member => !allowed.Contains(member.Name))) Refuse(member.Name, $"there is no such element; there are {string.Join(", ", allowed)}");
        }

        return true;
    }

    /// <summary>A member; null when it is left out.</summary>
    public PolicyNode? Member(string name) => Value.TryGetProperty(name, out var value) ? new PolicyNode(Join(name), value, Problems) : null;

    /// <summary>All members that have no problem.</summary>
    public IEnumerable<(string Name, PolicyNode Node)> Members() =>
        Value.EnumerateObject().Where(member => Problems.TrueForAll(problem => problem.Path != Join(member.Name))).Select(member => (member.Name, new PolicyNode(Join(member.Name), member.Value, Problems)));

    /// <summary>Of two members that exclude each other the one that is there.</summary>
    public (PolicyNode? Node, bool IsSecond) OneOf(string first, string second)
    {
        if (Member(first) is { } one && Member(second) is not null)
        {
            Refuse($"it has both {first} and {second}");
            return (one, false);
        }

        return Member(first) is { } only ? (only, false) : (Member(second), true);
    }

    /// <summary>Its items: a list of one may be written without brackets.</summary>
    public IEnumerable<PolicyNode> Items() => Value.ValueKind == JsonValueKind.Array
        ? Value.EnumerateArray().Select((item, index) => new PolicyNode($"{Path}[{index}]", item, Problems))
        : [this];

    /// <summary>Its text; null, with a problem, when it is none.</summary>
    public string? Text()
    {
        if (Value.ValueKind == JsonValueKind.String) return Value.GetString();
        Refuse("it is no text");
        return null;
    }

    /// <summary>Its text, number or truth value: quotation marks are optional for the latter two.</summary>
    public string? Scalar() => Value.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Value.GetRawText(),
        _ => Text(),
    };

    private string Join(string member) => Path.Length == 0 ? member : $"{Path}.{member}";
}
