using System.Collections.Generic;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>Requests, responses, the structures in them, and exceptions.</summary>
internal static class ModelEmitter
{
    public static string Emit(Service service)
    {
        var code = SourceWriter.File(service.Namespace + ".Model");
        foreach (var operation in service.Operations)
        {
            AddClass(code, operation.Request, $" : {service.ClassName}Request");
            AddClass(code, operation.Response, " : AmazonWebServiceResponse");
        }

        foreach (var shape in service.Structures)
            AddClass(code, shape, shape.IsException ? $" : {service.ClassName}Exception" : "");
        return code.ToString();
    }

    private static void AddClass(SourceWriter code, Shape shape, string baseClass)
    {
        code.AddObsolete(shape.Obsolete);
        code.Add($$"""
            public partial class {{shape.ClassName}}{{baseClass}}
            {
            """);
        if (shape.IsException) ExceptionConstructors.Add(code, shape.ClassName);
        AddProperties(code, shape.DeclaredMembers);
        code.Add("}");
    }

    private static void AddProperties(SourceWriter code, IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            code.AddObsolete(member.Obsolete);
            if (member.IsRequired) code.Add("[AWSProperty(Required = true)]");
            // The SDK's switch: absent collections are null unless the application asks for empty ones.
            var initial = member.Shape.IsCollection
                ? $" = AWSConfigs.InitializeCollections ? new {CSharpType.Of(member.Shape)}() : null;"
                : "";
            code.Add($"public {CSharpType.OfProperty(member)} {member.Property} {{ get; set; }}{initial}");
        }
    }
}
