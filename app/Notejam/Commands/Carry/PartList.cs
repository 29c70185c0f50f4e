using System.Text.Json;
using Notejam.Configuration;

namespace Notejam.Commands.Carry;

/// <summary>The presigned URLs of the parts that content is stored in. They are secrets as long as they are valid.</summary>
/// <param name="Sha256">Of all parts together, in hexadecimal; null: the list does not tell, as for an export.</param>
/// <param name="Until">Until when the URLs are good; null: the list does not tell.</param>
/// <param name="Again">Where the pipeline puts a newly signed list before then; null when it puts none.</param>
internal sealed record PartList(IReadOnlyList<Uri> Parts, string? Sha256, DateTimeOffset? Until = null, Uri? Again = null)
{
    private const string What = "the list of parts";

    /// <summary>Looks at the address of a list out of the command line.</summary>
    /// <exception cref="UsageException">It is none. The message does not quote it.</exception>
    public static void CheckAddress(string command, string text)
    {
        if (!SealedAddress.IsOne(text) && !IsWeb(text, out _)) throw new UsageException($"'{command}' takes the http or https address of {What}, open or sealed, and what it was given is none");
    }

    /// <summary>The address of a list.</summary>
    /// <exception cref="CarryException">It is sealed, and cannot be opened.</exception>
    public static Uri Address(string text, ApplicationSecret secret) => IsWeb(SealedAddress.IsOne(text) ? SealedAddress.Open(text, secret) : text, out var url)
        ? url
        : throw new CarryException("what was sealed is no http or https address.");

    /// <summary>Fetches a list.</summary>
    /// <exception cref="CarryException">It cannot be had, or is none.</exception>
    public static async Task<PartList> ReadAsync(Transfer transfer, Uri url, CancellationToken cancellationToken)
    {
        var json = new byte[1024 * 1024];
        var length = await transfer.GetAsync(url, What, json, cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(json.AsMemory(0, length));
            var parts = document.RootElement.GetProperty("parts").EnumerateArray().Select((part, index) =>
                IsWeb(part.GetString(), out var address) ? address : throw new CarryException($"{What} is wrong: its entry {index + 1} is no http or https address.")).ToList();
            var hash = document.RootElement.TryGetProperty("sha256", out var sha256) ? sha256.GetString() : null;
            DateTimeOffset? until = document.RootElement.TryGetProperty("until", out var end) && end.TryGetDateTimeOffset(out var moment) ? moment : null;
            var again = document.RootElement.TryGetProperty("again", out var place) && IsWeb(place.GetString(), out var where) ? where : null;
            return parts.Count > 0 ? new PartList(parts, hash, until, again) : throw new CarryException($"{What} is empty: write one with as many URLs as there are parts.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CarryException($$"""{{What}} is not JSON such as {"parts": ["https://…"]}.""", exception);
        }
    }

    private static bool IsWeb(string? text, out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url!) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
