using System;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>Enums: classes of constants, because AWS adds values without asking.</summary>
internal static class EnumEmitter
{
    public static string Emit(Service service)
    {
        var code = SourceWriter.File(service.Namespace);
        foreach (var shape in service.Enums)
        {
            var name = shape.ClassName;
            code.AddObsolete(shape.Obsolete);
            code.Add($$"""
                public class {{name}} : ConstantClass
                {
                """);
            foreach (var value in shape.EnumValues!.OrderBy(value => value, StringComparer.Ordinal))
                code.Add($"public static readonly {name} {Naming.Constant(value)} = new {name}({Naming.Literal(value)});");
            code.Add($$"""
                public {{name}}(string value) : base(value) { }
                public static {{name}} FindValue(string value) => FindValue<{{name}}>(value);
                public static implicit operator {{name}}(string value) => FindValue(value);
                }
                """);
        }

        return code.ToString();
    }
}
