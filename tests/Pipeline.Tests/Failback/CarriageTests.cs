using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Notejam.Pipeline.Failback;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Failback;

public sealed class CarriageTests : IDisposable
{
    private const string List = "bucket/failbacks/production/abcde/out.json";
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeS3 _s3 = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly SilentLog _log = new();

    public void Dispose() => _s3.Dispose();

    [Theory]
    // A user's keys, a session of unknown end, one of two hours, one of a day.
    [InlineData(false, null, 6 * 3600)]
    [InlineData(true, null, 6 * 3600)]
    [InlineData(true, 2 * 3600, 2 * 3600)]
    [InlineData(true, 24 * 3600, 6 * 3600)]
    public async Task Its_addresses_are_good_no_longer_than_the_session_that_signs_them(bool isTemporary, int? left, int expected)
    {
        var seen = await Carriage(new CredentialValidity(isTemporary, left is { } seconds ? Now.AddSeconds(seconds) : null, false)).OfferAsync("abcde", url => Task.FromResult((url, Written())), CancellationToken.None);
        Assert.Equal(Now.AddSeconds(expected), (DateTimeOffset)seen.Item2["until"]!);
        Assert.Equal(1024, seen.Item2["parts"]!.AsArray().Count);
        foreach (var url in new[] { seen.url.AbsoluteUri, (string)seen.Item2["again"]!, (string)seen.Item2["parts"]![0]! })
            // The signer counts from the machine's clock, not from the test's.
            Assert.Contains("X-Amz-Expires=", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_are_signed_anew_while_a_task_works_by_them()
    {
        var end = Now.AddHours(1);
        var carriage = new Carriage(_s3.Client, _s3.Client, "bucket", "production", _ => Task.FromResult(new CredentialValidity(true, end, true)), _time, _log);
        var done = new TaskCompletionSource<int>();
        var work = carriage.OfferAsync("abcde", _ => done.Task, CancellationToken.None);
        await EventuallyAsync(() => _s3.Objects.ContainsKey(List));
        Assert.Equal(end, (DateTimeOffset)Written()["until"]!);

        end = Now.AddHours(2);
        await EventuallyAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return (DateTimeOffset)Written()["until"]! == end;
        });
        done.SetResult(7);
        Assert.Equal(7, await work);
        Assert.True(_time.GetUtcNow() < Now.AddMinutes(50), $"signed anew at {_time.GetUtcNow()}");
    }

    [Theory]
    [InlineData(10, false, true)]
    [InlineData(29, false, true)]
    [InlineData(31, false, false)]
    // The SDK gets the next ones.
    [InlineData(10, true, false)]
    public async Task Nobody_is_stopped_for_what_the_session_will_not_see_the_end_of(int minutes, bool isRenewed, bool isRefused)
    {
        var check = Carriage(new CredentialValidity(true, Now.AddMinutes(minutes), isRenewed)).CheckAsync(CancellationToken.None);
        if (!isRefused) await check;
        else Assert.Contains($"in {minutes} minutes", (await Assert.ThrowsAsync<PipelineException>(() => check)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_does_not_tell_its_end_is_told()
    {
        await Carriage(new CredentialValidity(true, null, false)).CheckAsync(CancellationToken.None);
        Assert.Contains("AWS_CREDENTIAL_EXPIRATION is not set", Assert.Single(_log.Lines), StringComparison.Ordinal);
        await Carriage(CredentialValidity.Lasting).CheckAsync(CancellationToken.None);
        Assert.Single(_log.Lines);
    }

    [Theory]
    [InlineData("", null, false, null)]
    [InlineData("token", null, true, null)]
    [InlineData("token", "2026-01-31T13:00:00Z", true, "2026-01-31T13:00:00Z")]
    [InlineData("token", "nonsense", true, null)]
    public void What_the_environment_says_of_its_keys_counts(string token, string? expiration, bool isTemporary, string? until)
    {
        AWSCredentials credentials = token.Length > 0 ? new SessionAWSCredentials("ASIATEST", "test", token) : new BasicAWSCredentials("AKIATEST", "test");
        Assert.Equal(new CredentialValidity(isTemporary, until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), false), CredentialValidity.Of(credentials, credentials.GetCredentials(), expiration));
    }

    [Fact]
    public void A_sealed_address_tells_nothing_and_opens_with_the_applications_key_alone()
    {
        var address = new Uri("https://bucket.example/failbacks/out.json?X-Amz-Signature=abc");
        var (one, two) = (SealedAddress.Of(address, "the key"), SealedAddress.Of(address, "the key"));
        Assert.NotEqual(one, two);
        Assert.DoesNotContain("example", one, StringComparison.Ordinal);
        // As app/Notejam opens it: the key is the application secret's hash for this purpose; nonce, text, tag.
        var bytes = Base64Url.DecodeFromChars(one.AsSpan("sealed:".Length));
        var text = new byte[bytes.Length - 28];
        using var right = new AesGcm(HMACSHA256.HashData(Encoding.UTF8.GetBytes("the key"), Encoding.UTF8.GetBytes("carriage\0")), 16);
        right.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, text.Length), bytes.AsSpan(12 + text.Length), text);
        Assert.Equal(address.AbsoluteUri, Encoding.UTF8.GetString(text));
        using var wrong = new AesGcm(HMACSHA256.HashData(Encoding.UTF8.GetBytes("another"), Encoding.UTF8.GetBytes("carriage\0")), 16);
        Assert.ThrowsAny<CryptographicException>(() => wrong.Decrypt(bytes.AsSpan(0, 12), bytes.AsSpan(12, text.Length), bytes.AsSpan(12 + text.Length), text));
    }

    private static async Task EventuallyAsync(Func<bool> holds)
    {
        for (var look = 0; !holds(); look++)
        {
            Assert.True(look < 500, "it does not come");
            await Task.Delay(20);
        }
    }

    private JsonNode Written() => JsonNode.Parse(_s3.Objects[List])!;

    private Carriage Carriage(CredentialValidity validity) => new(_s3.Client, _s3.Client, "bucket", "production", _ => Task.FromResult(validity), _time, _log);
}
