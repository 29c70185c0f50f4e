using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>The client, its interface, and the bases of the service's requests and exceptions.</summary>
internal static class ClientEmitter
{
    // How credentials are given: parameters and the arguments that pass them on.
    private static readonly (string Parameters, string Arguments)[] Credentials =
    [
        ("AWSCredentials credentials", "credentials"),
        ("string awsAccessKeyId, string awsSecretAccessKey", "awsAccessKeyId, awsSecretAccessKey"),
        ("string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken",
            "awsAccessKeyId, awsSecretAccessKey, awsSessionToken"),
    ];

    public static string Emit(Service service)
    {
        var code = SourceWriter.File(service.Namespace);
        code.Add($$"""
            public partial class {{service.ClassName}}Request : AmazonWebServiceRequest { }
            public partial class {{service.ClassName}}Exception : AmazonServiceException
            {
            """);
        ExceptionConstructors.Add(code, service.ClassName + "Exception");
        code.Add("}");
        AddInterface(code, service);
        AddClient(code, service);
        return code.ToString();
    }

    private static void AddInterface(SourceWriter code, Service service)
    {
        code.Add($$"""
            public partial interface I{{service.ClassName}} : IAmazonService, IDisposable
            {
            """);
        if (service.PagedOperations.Any()) code.Add($"{Paginators(service)} Paginators {{ get; }}");
        foreach (var operation in service.Operations)
        {
            code.AddObsolete(operation.Obsolete);
            code.Add(Signature(operation) + ";");
            if (operation.HasNoArgumentOverload) code.Add(NoArgumentSignature(operation) + ";");
        }

        // The static members let AWSSDK.Extensions.NETCore.Setup make a client from its interface alone.
        code.Add($$"""
            Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);
            static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {{service.ClassName}}Config();
            static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig)
            {
            if (clientConfig is not {{service.ClassName}}Config config) throw new AmazonClientException("The passed-in clientConfig is not of type {{service.ClassName}}Config.");
            return awsCredentials == null ? new {{service.ClassName}}Client(config) : new {{service.ClassName}}Client(awsCredentials, config);
            }
            }
            """);
    }

    private static void AddClient(SourceWriter code, Service service)
    {
        code.Add($$"""
            public partial class {{service.ClassName}}Client : AmazonServiceClient, I{{service.ClassName}}
            {
            private static readonly IServiceMetadata Metadata = new AwsServiceMetadata({{Naming.Literal(service.ServiceId)}});
            """);
        AddConstructors(code, $"{service.ClassName}Client", $"{service.ClassName}Config");
        if (service.PagedOperations.Any())
        {
            code.Add($$"""
                private {{Paginators(service)}} _paginators;
                public {{Paginators(service)}} Paginators => _paginators ??= new Model.{{service.PaginatorFactory}}(this);
                """);
        }

        code.Add("""
            protected override IServiceMetadata ServiceMetadata => Metadata;
            protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => AwsPipeline.Customize(pipeline);
            public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) => Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));
            """);
        foreach (var operation in service.Operations) AddOperation(code, service, operation);
        code.Add("}");
    }

    private static void AddConstructors(SourceWriter code, string client, string config)
    {
        code.Add($$"""
            public {{client}}() : base(new {{config}}()) { }
            public {{client}}(RegionEndpoint region) : base(new {{config}} { RegionEndpoint = region }) { }
            public {{client}}({{config}} config) : base(config) { }
            """);
        foreach (var (parameters, arguments) in Credentials)
        {
            code.Add($$"""
                public {{client}}({{parameters}}) : this({{arguments}}, new {{config}}()) { }
                public {{client}}({{parameters}}, RegionEndpoint region) : this({{arguments}}, new {{config}} { RegionEndpoint = region }) { }
                public {{client}}({{parameters}}, {{config}} clientConfig) : base({{arguments}}, clientConfig) { }
                """);
        }
    }

    private static void AddOperation(SourceWriter code, Service service, Operation operation)
    {
        var marshalling = $"{service.BaseName}Marshalling.{operation.Name}";
        var options = $"new InvokeOptions {{ RequestMarshaller = {marshalling}Request, ResponseUnmarshaller = {marshalling}Response }}";
        code.AddObsolete(operation.Obsolete);
        code.Add($"public virtual {Signature(operation)} => InvokeAsync<{operation.Response.QualifiedName}>(request, {options}, cancellationToken);");
        if (operation.HasNoArgumentOverload)
            code.Add($"public virtual {NoArgumentSignature(operation)} => {operation.Name}Async(new {operation.Request.QualifiedName}(), cancellationToken);");
    }

    private static string Signature(Operation operation) =>
        $"Task<{operation.Response.QualifiedName}> {operation.Name}Async({operation.Request.QualifiedName} request, CancellationToken cancellationToken = default)";

    private static string NoArgumentSignature(Operation operation) =>
        $"Task<{operation.Response.QualifiedName}> {operation.Name}Async(CancellationToken cancellationToken = default)";

    private static string Paginators(Service service) => $"Model.I{service.PaginatorFactory}";
}
