using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>All source of one client.</summary>
internal static class ClientSource
{
    public static IEnumerable<GeneratedFile> Of(Service service)
    {
        yield return new GeneratedFile($"{service.ClassName}Client.g.cs", ClientEmitter.Emit(service));
        yield return new GeneratedFile($"{service.ClassName}Config.g.cs", ConfigEmitter.Emit(service));
        yield return new GeneratedFile($"{service.BaseName}Enums.g.cs", EnumEmitter.Emit(service));
        yield return new GeneratedFile($"{service.BaseName}Model.g.cs", ModelEmitter.Emit(service));
        yield return new GeneratedFile($"{service.BaseName}Marshalling.g.cs", MarshallingEmitter.Emit(service));
        if (service.PagedOperations.Any())
            yield return new GeneratedFile($"{service.BaseName}Paginators.g.cs", PaginatorEmitter.Emit(service));
    }
}
