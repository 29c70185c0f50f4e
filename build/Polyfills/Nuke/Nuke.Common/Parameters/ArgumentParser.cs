using Nuke.Common.Utilities;

namespace Nuke.Common;

/// <summary>Reads <c>A B --name value value --switch</c>. Names match whatever their case and dashes.</summary>
internal sealed class ArgumentParser(IEnumerable<string> arguments)
{
    private readonly string[] _arguments = arguments.ToArray();

    public IReadOnlyList<string> Arguments => _arguments;

    public bool HasArgument(string name) => IndexOf(name) >= 0;

    /// <summary>The values that follow the last argument of that name.</summary>
    public bool TryGetValues(string name, out string[] values)
    {
        var index = IndexOf(name);
        values = index < 0 ? null : _arguments.Skip(index + 1).TakeWhile(x => !IsArgument(x)).ToArray();
        return values is not null;
    }

    public object GetNamedArgument(string name, Type destinationType, char? separator) =>
        TryGetValues(name, out var values)
            ? Convert($"argument '{name}'", values, destinationType, separator)
            : destinationType.GetDefault();

    public object GetPositionalArguments(Type destinationType, char? separator)
    {
        var values = _arguments.TakeWhile(x => !IsArgument(x)).ToArray();
        return values.Length > 0 ? Convert("argument '$all-positional'", values, destinationType, separator) : null;
    }

    private static bool IsArgument(string value) => value.StartsWith('-');

    private int IndexOf(string name)
    {
        var wanted = WithoutDashes(name);
        return Array.FindLastIndex(_arguments, x => IsArgument(x) && WithoutDashes(x).EqualsOrdinalIgnoreCase(wanted));
    }

    private static string WithoutDashes(string name) => name.Replace("-", "", StringComparison.Ordinal);

    private object Convert(string what, string[] values, Type destinationType, char? separator)
    {
        if (separator is { } character && values.Any(x => x.Contains(character)))
        {
            Assert.True(
                values.Length == 1,
                $"The {what} with value [ {values.JoinCommaSpace()} ] cannot be split with separator '{separator}'");
            values = values[0].Split(character);
        }

        try
        {
            return ParameterConversion.ConvertNamed(what, values, destinationType, booleanDefault: true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var given = _arguments.Select((x, i) => $"  [{i}] = {x}");
            Assert.Fail(string.Join(Environment.NewLine, [exception.Message, "Arguments were:", .. given]));
            return null;
        }
    }
}
