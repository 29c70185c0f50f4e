using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Tags: list, add, remove. What RDS keeps elsewhere (event subscriptions) has its tags with the emulator.</summary>
internal sealed class RdsTagOperations(RdsStore store, IEmulator emulator) : IOperations
{
    private static readonly string[] Kept = ["db", "snapshot", "subgrp", "pg"];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("ListTagsForResource", ListAsync),
        new("AddTagsToResource", AddAsync),
        new("RemoveTagsFromResource", RemoveAsync),
    ];

    /// <summary>ListTagsForResource.</summary>
    public Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) => IsKept(request)
        ? Task.FromResult(store.Read(request.Region, region =>
            AwsResponse.Xml(request, RdsXml.Namespace, AwsXml.Tags("TagList", RdsTags.Of(region, Resource(request))))))
        : emulator.AnswerAsync(request, cancellationToken);

    /// <summary>AddTagsToResource.</summary>
    public Task<AwsResponse> AddAsync(AwsRequest request, CancellationToken cancellationToken) => IsKept(request)
        ? Task.FromResult(store.Change(request.Region, region =>
        {
            RdsTags.Set(region, Resource(request), request.Query);
            return AwsResponse.Xml(request, RdsXml.Namespace);
        }))
        : emulator.AnswerAsync(request, cancellationToken);

    /// <summary>RemoveTagsFromResource.</summary>
    public Task<AwsResponse> RemoveAsync(AwsRequest request, CancellationToken cancellationToken) => IsKept(request)
        ? Task.FromResult(store.Change(request.Region, region =>
        {
            if (region.Tags.TryGetValue(Resource(request), out var tags))
                foreach (var key in request.Query.Strings("TagKeys")) tags.Remove(key);
            return AwsResponse.Xml(request, RdsXml.Namespace);
        }))
        : emulator.AnswerAsync(request, cancellationToken);

    private static string Resource(AwsRequest request) => request.Query.Required("ResourceName");

    // arn:aws:rds:<region>:<account>:<kind>:<name>
    private static bool IsKept(AwsRequest request) => Resource(request).Split(':') is not [_, _, _, _, _, var kind, ..] || Kept.Contains(kind);
}
