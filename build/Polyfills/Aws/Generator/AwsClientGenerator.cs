using System;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Notejam.Polyfills.Aws.Generator.Emit;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator;

/// <summary>Turns each *.awsmodel.json among a project's additional files into a client of AWSSDK v4's public shape.</summary>
[Generator]
public sealed class AwsClientGenerator : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor BadModel = new(
        "AWSGEN001",
        "The AWS service model cannot be turned into a client",
        "{0}: {1}",
        "Notejam.Polyfills.Aws",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var models = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".awsmodel.json", StringComparison.Ordinal))
            .Select(static (file, cancellation) => (file.Path, Text: file.GetText(cancellation)?.ToString() ?? ""));
        context.RegisterSourceOutput(models, static (output, model) => Generate(output, model.Path, model.Text));
    }

    private static void Generate(SourceProductionContext output, string path, string text)
    {
        try
        {
            foreach (var file in ClientSource.Of(ServiceReader.Read(text)))
                output.AddSource(file.Name, SourceText.From(file.Content, Encoding.UTF8));
        }
        catch (Exception exception) when (exception is FormatException or NotSupportedException)
        {
            output.ReportDiagnostic(Diagnostic.Create(BadModel, Location.None, path, exception.Message));
        }
    }
}
