using System.Globalization;
using System.Text;
using Notejam.Sandbox.Elb.Metrics;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>Handles the requests of one listener by its routing table, which may be swapped at any moment.</summary>
internal sealed class ListenerHandler(string loadBalancerArn, int port, TargetForwarder forwarder, TrafficMetrics metrics, TimeProvider clock)
{
    private volatile RoutingTable _table = new([], new RouteAction.Forward(new WeightedChoice<TargetPool>([])));

    /// <summary>How long a target may stay silent.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Changes the way of the next requests; those under way stay where they are.</summary>
    public void Swap(RoutingTable table) => _table = table;

    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        switch (_table.Find(context.Request))
        {
            case RouteAction.Forward forward:
                await ForwardAsync(context, forward.Pools.Next(), started);
                break;
            case RouteAction.Answer { Response: var answer }:
                context.Response.ContentType = answer.ContentType ?? "text/plain";
                await WriteAsync(context, int.Parse(answer.StatusCode, CultureInfo.InvariantCulture), answer.MessageBody ?? "");
                metrics.Answered(loadBalancerArn, context.Response.StatusCode);
                break;
            case RouteAction.SendElsewhere { Redirect: var redirect }:
                context.Response.Headers.Location = RedirectTarget.Of(redirect, context.Request, port);
                await WriteAsync(context, redirect.StatusCode == "HTTP_301" ? 301 : 302, "");
                metrics.Answered(loadBalancerArn, context.Response.StatusCode);
                break;
        }
    }

    private async Task ForwardAsync(HttpContext context, TargetPool? pool, long started)
    {
        var outcome = pool is null ? ForwardOutcome.NoTarget : await forwarder.SendAsync(context, pool, IdleTimeout);
        switch (outcome)
        {
            case ForwardOutcome.Answered:
                metrics.Forwarded(loadBalancerArn, pool!.Arn, context.Response.StatusCode, clock.GetElapsedTime(started));
                return;
            case ForwardOutcome.NoTarget:
                await WritePageAsync(context, 503, "Service Temporarily Unavailable");
                break;
            case ForwardOutcome.TimedOut:
                await WritePageAsync(context, 504, "Gateway Time-out");
                break;
            case ForwardOutcome.Failed:
                await WritePageAsync(context, 502, "Bad Gateway");
                break;
            case ForwardOutcome.ClientLeft:
                return;
        }

        metrics.Refused(loadBalancerArn, pool?.Arn);
    }

    private static async Task WritePageAsync(HttpContext context, int status, string title)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.ContentType = "text/html";
        await WriteAsync(context, status, $"<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n<center><h1>{status} {title}</h1></center>\r\n</body>\r\n</html>\r\n");
    }

    private static async Task WriteAsync(HttpContext context, int status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.Headers.Server = "awselb/2.0";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
