using System.Xml.Linq;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Operations on listeners.</summary>
internal sealed class ListenerOperations(ElbStore store, TrafficPlane traffic, ICertificateDirectory certificates) : IOperations
{
    private const string DefaultSslPolicy = "ELBSecurityPolicy-2016-08";

    public IEnumerable<Operation> Operations =>
    [
        new("CreateListener", CreateAsync),
        new("DescribeListeners", Describe),
        new("ModifyListener", ModifyAsync),
        new("DeleteListener", DeleteAsync),
        new("DescribeListenerAttributes", DescribeAttributes),
        new("ModifyListenerAttributes", ModifyAttributes),
        new("DescribeListenerCertificates", DescribeCertificates),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var balancerArn = query.Required("LoadBalancerArn");
        var port = query.Number("Port") ?? throw new AwsException("ValidationError", "A listener port must be specified");
        var actions = ElbArguments.Actions(query, "DefaultActions");
        var names = await NamesAsync(request, cancellationToken);
        var listener = store.Write(request.Region, region =>
        {
            var balancer = region.LoadBalancer(balancerArn);
            region.RequireTargetGroups(actions);
            if (region.Listeners.Values.Any(other => other.LoadBalancerArn == balancerArn && other.Port == port))
                throw new AwsException("DuplicateListener", $"A listener already exists on port {port} for this load balancer '{balancerArn}'");
            var path = $"app/{balancer.Name}/{balancer.Arn[(balancer.Arn.LastIndexOf('/') + 1)..]}/{ElbIds.New()}";
            var protocol = query["Protocol"] ?? "HTTP";
            var created = new Listener
            {
                Arn = request.Arn("elasticloadbalancing", "listener/" + path),
                DefaultRuleArn = request.Arn("elasticloadbalancing", $"listener-rule/{path}/{ElbIds.New()}"),
                LoadBalancerArn = balancerArn,
                Port = port,
                Protocol = protocol,
                SslPolicy = protocol == "HTTPS" ? query["SslPolicy"] ?? DefaultSslPolicy : null,
                Certificates = Certificates(query),
                CertificateNames = names,
                DefaultActions = actions,
                Attributes = ElbDefaults.Listener(),
                Tags = ElbArguments.Tags(query),
            };
            return region.Listeners[created.Arn] = created;
        });
        try
        {
            await traffic.RefreshAsync(request.Region, listener.Arn, cancellationToken);
        }
        catch
        {
            store.Write(request.Region, region => region.Listeners.Remove(listener.Arn));
            throw;
        }

        return Show(request, listener);
    }

    private AwsResponse Describe(AwsRequest request)
    {
        var arns = request.Query.Strings("ListenerArns");
        var balancer = request.Query["LoadBalancerArn"];
        return store.Read(request.Region, region =>
        {
            foreach (var arn in arns) region.Listener(arn);
            if (balancer is not null) region.LoadBalancer(balancer);
            var chosen = region.Listeners.Values.Where(listener =>
                (arns.Count == 0 || arns.Contains(listener.Arn)) && (balancer is null || listener.LoadBalancerArn == balancer));
            return Xml(request, new XElement("Listeners", chosen.Select(ElbXml.Of)));
        });
    }

    private async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var arn = query.Required("ListenerArn");
        var actions = query.Has("DefaultActions") ? ElbArguments.Actions(query, "DefaultActions") : null;
        var names = await NamesAsync(request, cancellationToken);
        var (listener, before) = store.Write(request.Region, region =>
        {
            var found = region.Listener(arn);
            region.RequireTargetGroups(actions ?? []);
            var previous = (found.Port, found.Protocol);
            found.Port = query.Number("Port") ?? found.Port;
            found.Protocol = query["Protocol"] ?? found.Protocol;
            // Plain HTTP has neither, whatever the listener had before.
            var secure = found.Protocol == "HTTPS";
            found.SslPolicy = secure ? query["SslPolicy"] ?? found.SslPolicy ?? DefaultSslPolicy : null;
            if (!secure) (found.Certificates, found.CertificateNames) = ([], []);
            else if (query.Has("Certificates")) (found.Certificates, found.CertificateNames) = (Certificates(query), names);
            found.DefaultActions = actions ?? found.DefaultActions;
            return (found, previous);
        });
        try
        {
            await traffic.RefreshAsync(request.Region, listener.Arn, cancellationToken);
        }
        catch
        {
            store.Write(request.Region, region => (region.Listener(arn).Port, region.Listener(arn).Protocol) = before);
            throw;
        }

        return Show(request, listener);
    }

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("ListenerArn");
        store.Write(request.Region, region =>
        {
            foreach (var rule in region.RulesOf(region.Listener(arn)).ToList()) region.Rules.Remove(rule.Arn);
            return region.Listeners.Remove(arn);
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return Xml(request);
    }

    private AwsResponse DescribeAttributes(AwsRequest request) => store.Read(request.Region, region =>
        Xml(request, ElbXml.Attributes(region.Listener(request.Query.Required("ListenerArn")).Attributes)));

    private AwsResponse ModifyAttributes(AwsRequest request) => store.Write(request.Region, region =>
    {
        var listener = region.Listener(request.Query.Required("ListenerArn"));
        foreach (var (key, value) in ElbArguments.Attributes(request.Query)) listener.Attributes[key] = value;
        return Xml(request, ElbXml.Attributes(listener.Attributes));
    });

    private AwsResponse DescribeCertificates(AwsRequest request) => store.Read(request.Region, region =>
        Xml(request, new XElement("Certificates", region.Listener(request.Query.Required("ListenerArn")).Certificates.Select(arn =>
            new XElement("member", new XElement("CertificateArn", arn), new XElement("IsDefault", true))))));

    private static AwsResponse Show(AwsRequest request, Listener listener) => Xml(request, new XElement("Listeners", ElbXml.Of(listener)));

    private async Task<List<string>> NamesAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var arn in Certificates(request.Query)) names.AddRange(await certificates.FindNamesAsync(request.Region, arn, cancellationToken));
        return names;
    }

    private static List<string> Certificates(QueryParameters query) =>
        [.. query.Structures("Certificates").Select(certificate => certificate.Required("CertificateArn"))];

    private static AwsResponse Xml(AwsRequest request, params object?[] result) => AwsResponse.Xml(request, ElbXml.Namespace, result);
}
