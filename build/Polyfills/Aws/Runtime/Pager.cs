using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Calls an operation page by page, once.</summary>
/// <param name="next">Moves the token from the response to the request; false when there is no next page.</param>
internal sealed class Pager<TRequest, TResponse>(
    TRequest request,
    Func<TRequest, CancellationToken, Task<TResponse>> call,
    Func<TRequest, TResponse, bool> next)
    : IPaginator<TResponse>
    where TRequest : AmazonWebServiceRequest
{
    private int _used;

    async IAsyncEnumerable<TResponse> IPaginator<TResponse>.PaginateAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _used, 1) != 0)
        {
            throw new InvalidOperationException(
                "Paginator has already been consumed and cannot be reused. Please create a new instance.");
        }

        PaginatorUtils.SetUserAgentAdditionOnRequest(request);
        TResponse response;
        do
        {
            response = await call(request, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            yield return response;
        }
        while (next(request, response));
    }
}
