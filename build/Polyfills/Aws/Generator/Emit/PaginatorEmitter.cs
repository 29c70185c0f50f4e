using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>The paginators: client.Paginators.ListTasks(request).TaskArns.</summary>
internal static class PaginatorEmitter
{
    public static string Emit(Service service)
    {
        var code = SourceWriter.File(service.Namespace + ".Model");
        AddFactory(code, service);
        foreach (var operation in service.PagedOperations)
        {
            var results = ResultLists(operation).ToList();
            AddInterface(code, operation, results);
            AddImplementation(code, service, operation, results);
        }

        return code.ToString();
    }

    private static void AddFactory(SourceWriter code, Service service)
    {
        var factory = service.PaginatorFactory;
        code.Add($$"""
            public interface I{{factory}}
            {
            """);
        foreach (var operation in service.PagedOperations)
            code.Add($"{Interface(operation)} {operation.Name}({operation.Request.ClassName} request);");
        code.Add($$"""
            }
            public partial class {{factory}} : I{{factory}}
            {
            private readonly I{{service.ClassName}} _client;
            internal {{factory}}(I{{service.ClassName}} client) { _client = client; }
            """);
        foreach (var operation in service.PagedOperations)
            code.Add($"public {Interface(operation)} {operation.Name}({operation.Request.ClassName} request) => new {operation.Name}Paginator(_client, request);");
        code.Add("}");
    }

    private static void AddInterface(SourceWriter code, Operation operation, List<Member> results)
    {
        code.Add($$"""
            public interface {{Interface(operation)}}
            {
            IPaginatedEnumerable<{{operation.Response.ClassName}}> Responses { get; }
            """);
        foreach (var result in results)
            code.Add($"IPaginatedEnumerable<{Element(result)}> {result.Property} {{ get; }}");
        code.Add("}");
    }

    private static void AddImplementation(SourceWriter code, Service service, Operation operation, List<Member> results)
    {
        var name = operation.Name + "Paginator";
        var request = operation.Request.ClassName;
        var response = operation.Response.ClassName;
        code.Add($$"""
            internal sealed class {{name}} : I{{name}}
            {
            private readonly Pager<{{request}}, {{response}}> _pager;
            internal {{name}}(I{{service.ClassName}} client, {{request}} request)
            {
            _pager = new Pager<{{request}}, {{response}}>(request, client.{{operation.Name}}Async, Next);
            }
            public IPaginatedEnumerable<{{response}}> Responses => new PaginatedResponse<{{response}}>(_pager);
            """);
        foreach (var result in results)
        {
            code.Add($$"""
                public IPaginatedEnumerable<{{Element(result)}}> {{result.Property}} => new PaginatedResultKeyResponse<{{response}}, {{Element(result)}}>(_pager, static r => r.{{result.Property}} ?? new List<{{Element(result)}}>());
                """);
        }

        AddNext(code, operation);
        code.Add("}");
    }

    /// <summary>Moves the token from a response to the next request; false when there is no next page.</summary>
    private static void AddNext(SourceWriter code, Operation operation)
    {
        var pagination = operation.Pagination!;
        var hasToken = string.Join(" || ", pagination.OutputTokens.Select(token => $"!string.IsNullOrEmpty(r.{Path(token)})"));
        code.Add($$"""
            private static bool Next({{operation.Request.ClassName}} q, {{operation.Response.ClassName}} r)
            {
            if (!({{hasToken}})) return false;
            """);
        for (var i = 0; i < pagination.InputTokens.Count; i++)
            code.Add($"q.{Naming.Pascal(pagination.InputTokens[i])} = r.{Path(pagination.OutputTokens[i])};");
        code.Add("""
            return true;
            }
            """);
    }

    /// <summary>Lists at the top of the response; the official packages give no property for nested ones.</summary>
    private static IEnumerable<Member> ResultLists(Operation operation) => operation.Pagination!.ResultKeys
        .Where(key => key.IndexOf('.') < 0)
        .Select(key => operation.Response.Members.First(member => member.Name == key))
        .Where(member => member.Shape.Kind == ShapeKind.List);

    private static string Interface(Operation operation) => $"I{operation.Name}Paginator";

    private static string Element(Member list) => CSharpType.OfElement(list.Shape.Item.Shape);

    private static string Path(string token) => string.Join("?.", token.Split('.').Select(Naming.Pascal));
}
