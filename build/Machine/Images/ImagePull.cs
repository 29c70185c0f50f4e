using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Notejam.Machine.Images;

/// <summary>Pulls an image, and notices within seconds that no registry can be reached.</summary>
public sealed class ImagePull(DockerClient client, TimeProvider time)
{
    /// <summary>How long the registry may take to say anything at all.</summary>
    public TimeSpan FirstAnswer { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How long the download may stand still once it has begun.</summary>
    public TimeSpan Standstill { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pulls.</summary>
    /// <returns>Null when the image is here now; otherwise why it is not.</returns>
    public async Task<string?> TryAsync(ImageReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        using var silence = new CancellationTokenSource(FirstAnswer, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        string? error = null;
        var progress = new MessageCallback(message =>
        {
            silence.CancelAfter(Standstill);
            error ??= message.Error?.Message;
        });
        try
        {
            await client.Images.CreateImageAsync(
                new ImagesCreateParameters { FromImage = reference.Repository, Tag = reference.Tag }, null, progress, either.Token);
            return error;
        }
        catch (DockerApiException exception)
        {
            return MessageIn(exception.ResponseBody) ?? exception.Message;
        }
        catch (Exception exception) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return exception is OperationCanceledException ? "the registry did not answer in time" : exception.Message;
        }
    }

    // The engine answers {"message": "…"}.
    private static string? MessageIn(string? body)
    {
        try
        {
            return body is null ? null : JsonNode.Parse(body)?["message"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
