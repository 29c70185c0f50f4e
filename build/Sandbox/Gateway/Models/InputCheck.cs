using System.Globalization;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Holds a request against the model that AWS publishes of its service, before anything acts on it.</summary>
internal static class InputCheck
{
    private const string EnumStart = "satisfy enum value set";

    /// <summary>The error to answer with; null when the model allows the request, or when there is no model of it here.</summary>
    public static AwsException? Refusal(AwsRequest request)
    {
        if (ServiceModels.Of(request.Service) is not { } model || !model.Operations.TryGetValue(request.Operation, out var operation))
            return request.Unreadable is null ? null : new AwsException("SerializationException", request.Unreadable);
        var rules = InputRules.Of(request.Service);
        if (operation.Input is not { } shape) return null;
        // A body that is one value is the service's to read.
        if (request.Unreadable is not null && shape.Payload is null) return new AwsException(rules.UnreadableCode, request.Unreadable);
        var tree = RequestInput.Of(request, model, operation);
        if (InputTypes.FirstProblem(tree, model, shape, areTexts: request.Protocol == AwsProtocol.Query) is { } unreadable)
            return new AwsException(rules.UnreadableCode, unreadable.Rule);
        // The body of this protocol is XML, which only its service reads.
        if (rules.CodeOf(request.Operation) is not { } code || request.Protocol == AwsProtocol.RestXml) return null;
        InputProblem[] problems = [.. InputConstraints.Problems(tree, model, shape).Where(problem => !rules.LeavesMissing || !problem.IsMissingArgument)];
        return problems.Length == 0 ? null : new AwsException(code, Message(problems, rules.Style));
    }

    private static string Message(InputProblem[] problems, ConstraintStyle style)
    {
        if (style == ConstraintStyle.InvalidParameter)
            return $"Invalid parameter at '{problems[0].Path}' failed to satisfy constraint: 'must {problems[0].Rule}'";
        var count = problems.Length == 1 ? "1 validation error" : problems.Length.ToString(CultureInfo.InvariantCulture) + " validation errors";
        return $"{count} detected: {string.Join("; ", problems.Select(problem => Sentence(problem, style)))}";
    }

    private static string Sentence(InputProblem problem, ConstraintStyle style)
    {
        var isShort = style == ConstraintStyle.WithoutValues;
        var value = problem.Value is null ? " null" : isShort || problem.IsSensitive ? "" : $" '{problem.Value}'";
        var rule = isShort && problem.Rule.StartsWith(EnumStart, StringComparison.Ordinal) ? EnumStart : problem.Rule;
        return $"Value{value} at '{problem.Path}' failed to satisfy constraint: Member must {rule}";
    }
}
