using System.Text;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.CodeDeploy.Api;

/// <summary>Finds target groups by name.</summary>
internal interface ITargetGroupDirectory
{
    /// <summary>The ARNs of target groups, in the order of the names.</summary>
    /// <exception cref="AwsException">One does not exist.</exception>
    Task<IReadOnlyList<string>> FindAsync(string region, IReadOnlyList<string> names, CancellationToken cancellationToken);
}

/// <summary>Asks Elastic Load Balancing through its API. The services are resolved late: CodeDeploy is one of them.</summary>
internal sealed class TargetGroupDirectory(IServiceProvider services) : ITargetGroupDirectory
{
    private const string Service = "elasticloadbalancing";

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindAsync(string region, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var arns = new List<string>();
        foreach (var name in names) arns.Add(await FindAsync(region, name, cancellationToken));
        return arns;
    }

    private async Task<string> FindAsync(string region, string name, CancellationToken cancellationToken)
    {
        var request = new AwsRequest
        {
            Region = region,
            Service = Service,
            Operation = "DescribeTargetGroups",
            Protocol = AwsProtocol.Query,
            Body = [],
            PathAndQuery = "/",
            Query = new QueryParameters(new Dictionary<string, string>
            {
                ["Action"] = "DescribeTargetGroups",
                ["Names.member.1"] = name,
            }),
        };
        var response = await services.GetServices<AwsService>().First(service => service.SigningName == Service).AnswerAsync(request, cancellationToken);
        return XElement.Parse(Encoding.UTF8.GetString(response.Body)).Descendants().First(element => element.Name.LocalName == "TargetGroupArn").Value;
    }
}
