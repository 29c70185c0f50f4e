using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>One key of a condition: its values are tried one after another, and if negated none may match.</summary>
internal sealed class Condition
{
    private readonly ConditionOperator _operator;
    private readonly string _key;
    private readonly ValueTest[] _tests;
    private readonly bool _mustBeAbsent;
    private readonly bool _mustBePresent;

    public Condition(ConditionElement element, bool hasVariables)
    {
        _operator = element.Operator;
        _key = element.Key;
        if (_operator.Comparison == ConditionComparison.Null)
        {
            _tests = [];
            _mustBeAbsent = element.Values.Contains("true", StringComparer.OrdinalIgnoreCase);
            _mustBePresent = element.Values.Contains("false", StringComparer.OrdinalIgnoreCase);
        }
        else
        {
            _tests = [.. element.Values.Select(value => ValueTest.Of(_operator.Comparison, value, hasVariables))];
        }
    }

    /// <summary>Whether it holds.</summary>
    public bool Holds(RequestContext context)
    {
        var actual = context.Find(_key);
        if (_operator.Comparison == ConditionComparison.Null) return actual is null or { IsNull: true } ? _mustBeAbsent : _mustBePresent;
        if (actual is null) return _operator.IfExists || (_operator.Set == SetOperator.None ? _operator.IsNegated : _operator.Set == SetOperator.ForAllValues);
        return _operator.Set switch
        {
            // "Multivalued context keys require a condition set operator": without one nothing is compared.
            // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
            SetOperator.None => actual is { IsMultivalued: false, Values: [var single] } && Holds(single, context),
            SetOperator.ForAllValues => actual.IsEmpty || All(actual.Values, context),
            _ => !actual.IsEmpty && Any(actual.Values, context),
        };
    }

    private bool All(IReadOnlyList<string> values, RequestContext context)
    {
        foreach (var value in values)
        {
            if (!Holds(value, context)) return false;
        }

        return true;
    }

    private bool Any(IReadOnlyList<string> values, RequestContext context)
    {
        foreach (var value in values)
        {
            if (Holds(value, context)) return true;
        }

        return false;
    }

    private bool Holds(string value, RequestContext context)
    {
        foreach (var test in _tests)
        {
            var matches = test.Matches(value, context);
            if (_operator.IsNegated ? matches is not false : matches is true) return !_operator.IsNegated;
        }

        return _operator.IsNegated;
    }
}
