using System.Reflection;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>A client of an AWS service whose answers a test writes; a call without an answer fails the test.</summary>
public class Scripted<T> : DispatchProxy where T : class
{
    private readonly Dictionary<string, Func<object, object>> _answers = [];

    /// <summary>What was called, in order.</summary>
    public List<(string Operation, object Request)> Calls { get; } = [];

    /// <summary>The client.</summary>
    public T Client => (T)(object)this;

    /// <summary>Answers an operation, named by its request.</summary>
    public Scripted<T> On<TRequest>(Func<TRequest, object> answer)
    {
        _answers[Operation(typeof(TRequest).Name)] = request => answer((TRequest)request);
        return this;
    }

    /// <summary>Answers an operation, each call with the next answer, the last one for good.</summary>
    public Scripted<T> InTurn<TRequest>(params object[] answers)
    {
        var next = 0;
        return On<TRequest>(_ => answers[Math.Min(next++, answers.Length - 1)] is Exception exception ? throw exception : answers[Math.Min(next, answers.Length) - 1]);
    }

    /// <summary>How often an operation was called.</summary>
    public int CountOf(string operation) => Calls.Count(call => call.Operation == operation);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var operation = targetMethod!.Name[..^"Async".Length];
        Calls.Add((operation, args![0]!));
        if (!_answers.TryGetValue(operation, out var answer)) throw new InvalidOperationException($"The test has no answer for {operation}.");
        var response = answer(args[0]!);
        return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()[0]).Invoke(null, [response]);
    }

    private static string Operation(string request) => request[..^"Request".Length];
}

/// <summary>Makes scripted clients.</summary>
internal static class Scripted
{
    /// <summary>One of a service.</summary>
    public static Scripted<T> Client<T>() where T : class => (Scripted<T>)(object)DispatchProxy.Create<T, Scripted<T>>();
}
