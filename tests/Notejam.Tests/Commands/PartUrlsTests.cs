using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Notejam.Commands;
using Notejam.Commands.Carry;
using Notejam.Configuration;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Commands;

/// <summary>Where parts are: a list whose URLs end with somebody's session, and whose own address is sealed.</summary>
public sealed class PartUrlsTests : IAsyncLifetime, IDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Began = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly Clock clock = new();
    private readonly Transfer transfer = new();
    private PresignedBucket bucket = null!;

    public async Task InitializeAsync() => bucket = await PresignedBucket.StartAsync();

    public async Task DisposeAsync() => await bucket.DisposeAsync();

    public void Dispose() => transfer.Dispose();

    [Fact]
    public async Task A_list_that_was_signed_anew_is_read_in_time_and_not_before()
    {
        Write("old", Began.AddHours(1));
        var urls = new PartUrls(transfer, await PartList.ReadAsync(transfer, new Uri(bucket.Url("list")), CancellationToken.None), clock);
        Write("new", Began.AddHours(2));

        Assert.Equal("/old-2", await PathAsync(urls, 29));
        Assert.Equal("/new-2", await PathAsync(urls, 31));
        // Good for another while.
        Assert.Equal("/new-2", await PathAsync(urls, 60));
        Assert.Equal(2, bucket.Requests.Count(request => request == "GET list"));
        Assert.Equal(2, urls.Count);
    }

    [Fact]
    public async Task Where_nothing_newer_can_be_had_the_URLs_that_are_there_are_gone_on_with_and_it_is_asked_for_once_a_minute()
    {
        Write("old", Began.AddHours(1));
        var urls = new PartUrls(transfer, await PartList.ReadAsync(transfer, new Uri(bucket.Url("list")), CancellationToken.None), clock);
        bucket.Objects.Remove("list", out _);
        Assert.Equal("/old-2", await PathAsync(urls, 40));
        Assert.Equal("/old-2", await PathAsync(urls, 40.5));
        Assert.Equal(2, bucket.Requests.Count(request => request == "GET list"));
        Assert.Equal("/old-2", await PathAsync(urls, 42));
        Assert.Equal(3, bucket.Requests.Count(request => request == "GET list"));
    }

    [Fact]
    public async Task A_list_that_tells_no_end_is_read_once()
    {
        var list = await PartList.ReadAsync(transfer, new Uri(bucket.ExportList(3)), CancellationToken.None);
        Assert.Equal((null, null), (list.Until, list.Again));
        await PathAsync(new PartUrls(transfer, list, clock), 600);
        Assert.Single(bucket.Requests);
    }

    [Fact]
    public void A_sealed_address_is_opened_with_the_environments_secret_and_no_other()
    {
        var address = bucket.Url("list");
        var sealedAddress = Seal(address, Key);
        Assert.Equal(address, PartList.Address(sealedAddress, Secret(Key)).AbsoluteUri);
        Assert.Equal(address, PartList.Address(address, Secret(Key)).AbsoluteUri);
        PartList.CheckAddress("export", sealedAddress);
        PartList.CheckAddress("export", address);
        foreach (var (argument, secret) in new[] { (sealedAddress, "another"), (sealedAddress[..^4], Key), ("sealed:", Key), ("sealed:???", Key), (Seal("no address", Key), Key) })
            Assert.DoesNotContain(bucket.Signature, Assert.Throws<CarryException>(() => PartList.Address(argument, Secret(secret))).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => PartList.CheckAddress("export", "ftp://elsewhere"));
    }

    // As build/Pipeline/Failback/SealedAddress.cs.
    private static string Seal(string address, string key)
    {
        var text = Encoding.UTF8.GetBytes(address);
        var bytes = new byte[12 + text.Length + 16];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, 12));
        using var cipher = new AesGcm(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("carriage\0")), 16);
        cipher.Encrypt(bytes.AsSpan(0, 12), text, bytes.AsSpan(12, text.Length), bytes.AsSpan(12 + text.Length));
        return "sealed:" + Base64Url.EncodeToString(bytes);
    }

    private static ApplicationSecret Secret(string key) =>
        ApplicationSecret.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Application:SecretKey"] = key }).Build()));

    private void Write(string name, DateTimeOffset until) =>
        bucket.Objects["list"] = JsonSerializer.SerializeToUtf8Bytes(new { parts = new[] { bucket.Url($"{name}-1"), bucket.Url($"{name}-2") }, until = until.UtcDateTime, again = bucket.Url("list") });

    private async Task<string> PathAsync(PartUrls urls, double minutes)
    {
        clock.Now = Began.AddMinutes(minutes);
        return (await urls.AtAsync(1, CancellationToken.None)).AbsolutePath;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Began;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
