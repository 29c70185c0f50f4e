using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;

namespace Notejam.Polyfills.Aws.Tests.Complete;

/// <summary>
/// The pipeline compiles on the official packages too, which have every operation, shape and exception of their services: an
/// exception that two services have is ambiguous there, and here is the only place to see it.
/// </summary>
[Trait("Suite", "wire")]
public sealed class CompleteClientsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-complete-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Pipeline_and_build_compile_without_a_warning_against_everything_that_AWS_has()
    {
        var root = Repository.Root;
        var models = Path.Combine(_folder.FullName, "models");
        Directory.CreateDirectory(models);
        // botocore, wherever Python has it.
        await RunAsync(root, "python3", "-B", Path.Combine(root, "build/Polyfills/Aws/trim.py"), "--complete", models);
        await RunAsync(
            root, "dotnet", "build", Path.Combine(root, "build/_build/_build.csproj"), "--nologo", "-v:quiet", "-clp:NoSummary", "-nodeReuse:false",
            "-p:UsePolyfills=true", "-p:RunAnalyzers=false", $"-p:AwsModels={models}/", $"-p:ArtifactsPath={Path.Combine(_folder.FullName, "out")}");

        var files = Directory.GetFiles(models, "*.awsmodel.json");
        Assert.Equal(GeneratedClient.All.Count, files.Length);
        Assert.All(files, AssertIsComplete);
    }

    /// <summary>What was compiled against had every operation.</summary>
    private void AssertIsComplete(string file)
    {
        using var model = JsonDocument.Parse(File.ReadAllText(file));
        var package = model.RootElement.GetProperty("baseName").GetString();
        var operations = model.RootElement.GetProperty("operations").EnumerateObject().Select(operation => operation.Name + "Request").ToList();
        Assert.True(operations.Count > GeneratedClient.Named(package!).Operations.Count);
        using var assembly = new PEReader(File.OpenRead(Path.Combine(_folder.FullName, $"out/bin/_build/debug/AWSSDK.{package}.dll")));
        var metadata = assembly.GetMetadataReader();
        var types = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => metadata.GetString(type.Namespace) == $"Amazon.{package}.Model")
            .Select(type => metadata.GetString(type.Name));
        Assert.Empty(operations.Except(types));
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}
