using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Image;

/// <summary>The little that the pipeline reads of a Dockerfile.</summary>
public static class Dockerfile
{
    /// <summary>The base image of the last stage.</summary>
    /// <exception cref="PipelineException">There is no FROM.</exception>
    public static string ReadBaseImage(string path)
    {
        if (!File.Exists(path)) throw new PipelineException($"{path} does not exist.", "The image is built from it.");
        var from = File.ReadLines(path).Select(line => line.Trim()).LastOrDefault(line => line.StartsWith("FROM ", StringComparison.OrdinalIgnoreCase))
            ?? throw new PipelineException($"{path} has no FROM line.", "Name a base image, for example FROM mcr.microsoft.com/dotnet/aspnet:10.0.");
        return from.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).First(word => !word.StartsWith("--", StringComparison.Ordinal));
    }
}
