using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>The client's configuration, with the service's endpoint rules.</summary>
internal static class ConfigEmitter
{
    public static string Emit(Service service)
    {
        var code = SourceWriter.File(service.Namespace);
        var serviceId = Naming.Literal(service.ServiceId);
        var userAgentId = Naming.Literal(service.ServiceId.Replace(' ', '_'));
        code.Add($$"""
            [AWSSignerType("v4")]
            public partial class {{service.ClassName}}Config : ClientConfig
            {
            private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString({{userAgentId}}, "4.0.0.0");
            public static new string ServiceId => {{serviceId}};
            public {{service.ClassName}}Config() : base(AwsDefaults.Provider())
            {
            base.ServiceId = {{serviceId}};
            AuthenticationServiceName = {{Naming.Literal(service.SigningName)}};
            EndpointProvider = new AwsEndpointProvider(Resolve);
            }
            public override string RegionEndpointServiceName => {{Naming.Literal(service.EndpointPrefix)}};
            public override string ServiceVersion => {{Naming.Literal(service.ApiVersion)}};
            public override string UserAgent => UserAgentString;
            public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) => AwsPipeline.Determine(this, ServiceId, parameters);
            """);
        EndpointRulesEmitter.AddResolve(code, service.EndpointRules);
        code.Add("}");
        return code.ToString();
    }
}
