using System.Reflection;
using System.Text;
using Amazon.Runtime;

namespace Notejam.Polyfills.Aws.Tests.Snapshot;

/// <summary>The clients' API in a compact form: operations, then types with their members.</summary>
internal static class ApiListing
{
    public static string Of(IEnumerable<GeneratedClient> clients)
    {
        var text = new StringBuilder();
        foreach (var client in clients)
        {
            text.Append($"# AWSSDK.{client.Name}\n");
            foreach (var operation in client.Operations.Keys) text.Append($"{client.Type.Name}.{operation}Async\n");
            foreach (var type in client.Type.Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
                text.Append(Line(type)).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Line(Type type)
    {
        var name = type.FullName!["Amazon.".Length..];
        var members = type.IsAssignableTo(typeof(ConstantClass))
            ? type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.Name)
            : type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Select(property => $"{property.Name}:{Name(property.PropertyType)}");
        var list = string.Join(' ', members.Order(StringComparer.Ordinal));
        return list.Length == 0 ? name : $"{name} {list}";
    }

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (!type.IsGenericType) return type.Name;
        var arguments = string.Join(',', type.GetGenericArguments().Select(Name));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
    }
}
