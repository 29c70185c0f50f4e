using System;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>Only members that are set go over the wire.</summary>
internal static class MemberGuard
{
    /// <summary>The condition that a value is set; an empty collection is, unless the SDK made it itself.</summary>
    public static string IsSet(string value, Shape shape) => shape.IsCollection
        ? $"{value} != null && ({value}.Count > 0 || !AWSConfigs.InitializeCollections)"
        : $"{value} != null";

    /// <summary>Adds a statement for the member's value when it is set, and for a new GUID when it is an empty token.</summary>
    public static void Add(SourceWriter code, Member member, string owner, Func<string, string> statement)
    {
        var property = $"{owner}.{member.Property}";
        var value = member.IsValue ? property + ".Value" : property;
        var line = $"if ({IsSet(property, member.Shape)}) {{ {statement(value)}; }}";
        if (member.IsIdempotencyToken) line += $" else {{ {statement("Guid.NewGuid().ToString()")}; }}";
        code.Add(line);
    }
}
