using System.Text;
using Amazon.ECR;
using Amazon.ECR.Model;
using Docker.DotNet.Models;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Registry;

/// <summary>One region's ECR, as far as images are looked up and pushed.</summary>
public sealed class EcrRepository(IAmazonECR ecr)
{
    /// <summary>Address of a repository; null when there is none of that name.</summary>
    public async Task<string?> FindUrlAsync(string repositoryName, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ecr.DescribeRepositoriesAsync(new DescribeRepositoriesRequest { RepositoryNames = [repositoryName] }, cancellationToken);
            return response.Repositories.Single().RepositoryUri;
        }
        catch (RepositoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Digest of a tag; null when the repository or the tag is not there.</summary>
    public async Task<Digest?> FindDigestAsync(string repositoryName, string tag, CancellationToken cancellationToken)
    {
        try
        {
            var response = await ecr.DescribeImagesAsync(new DescribeImagesRequest { RepositoryName = repositoryName, ImageIds = [new ImageIdentifier { ImageTag = tag }] }, cancellationToken);
            return new Digest(response.ImageDetails.Single().ImageDigest);
        }
        catch (Exception exception) when (exception is RepositoryNotFoundException or ImageNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A sign-in for the Docker engine, valid for twelve hours. Held in memory only.</summary>
    public async Task<AuthConfig> SignInAsync(CancellationToken cancellationToken)
    {
        var data = (await ecr.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest(), cancellationToken)).AuthorizationData.Single();
        var token = Encoding.UTF8.GetString(Convert.FromBase64String(data.AuthorizationToken)).Split(':', 2);
        return new AuthConfig { Username = token[0], Password = token[1], ServerAddress = data.ProxyEndpoint };
    }
}
