using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notejam.Polyfills.Aws.Generator.Emit;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Tests.Official;

/// <summary>A client generated and compiled in memory.</summary>
internal static class GeneratedAssembly
{
    public static Assembly Of(string model)
    {
        var service = ServiceReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Official", model)));
        var generated = ClientSource.Of(service).Select(file => file.Content);
        var runtime = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Runtime"), "*.cs").Select(File.ReadAllText);
        var compilation = CSharpCompilation.Create(
            "Generated." + service.BaseName,
            generated.Concat(runtime).Select(source => CSharpSyntaxTree.ParseText(source)),
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Everything that this process runs on, but for the clients themselves.</summary>
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var file
            && (file == "AWSSDK.Core.dll" || !file.StartsWith("AWSSDK.", StringComparison.Ordinal))
            && !file.StartsWith("Notejam.", StringComparison.Ordinal))
        .Select(path => MetadataReference.CreateFromFile(path));
}
