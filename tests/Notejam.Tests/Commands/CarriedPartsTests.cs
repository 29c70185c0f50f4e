using System.Text;
using Notejam.Commands.Carry;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Commands;

/// <summary>The parts that content is carried in, and the list of them.</summary>
public sealed class CarriedPartsTests(NotejamFixture notejam) : CarrySuite(notejam)
{
    [Fact]
    public async Task Several_parts_are_one_stream_each_full_but_the_last_and_stored_again_when_the_bucket_was_busy()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        Bucket.Fail(PresignedBucket.Key(2), 1);
        var exported = await ExportInPartsAsync(there);
        var parts = (int)exported["parts"]!;
        Assert.InRange(parts, 3, 50);
        Assert.All(Enumerable.Range(1, parts - 1), part => Assert.Equal(SmallPart, Bucket.Objects[PresignedBucket.Key(part)].Length));
        Assert.Equal(2, Bucket.Requests.Count(request => request == $"PUT {PresignedBucket.Key(2)}"));
        Assert.Equal(Bucket.Sha256(parts), (string?)exported["sha256"]);

        Bucket.Fail(PresignedBucket.Key(3), 1);
        await JsonAsync(here, "import", Bucket.ImportList(parts, (string?)exported["sha256"]));
        Assert.Equal(await ContentAsync(there, "notes"), await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        var key = PresignedBucket.Key(1);
        Bucket.Break(key);
        var list = await ExportedAsync(there);
        Bucket.Break(key);
        await JsonAsync(here, "import", list);
        Assert.Equal([$"PUT {key}", $"PUT {key}", $"GET {key}", $"GET {key}"], Bucket.Requests.Where(request => request.EndsWith(key, StringComparison.Ordinal)));
        Assert.Equal(await ContentAsync(there, "notes"), await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task Content_that_has_more_parts_than_the_list_has_URLs_is_told()
    {
        var there = await NewDatabaseAsync();
        await FillAsync(there, users: 20);
        await using var source = Source(there);
        var failure = await Assert.ThrowsAsync<CarryException>(() => ExportCommand.ExportAsync(source, new Uri(Bucket.ExportList(2)), SmallPart));
        Assert.StartsWith($"the content has more than the 2 parts of {SmallPart} bytes that the list has URLs for", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost", "part 2 cannot be read: HTTP 404. It is not there: export again.")]
    [InlineData("damaged", "are not what was exported")]
    [InlineData("last damaged", "are not what was exported")]
    [InlineData("shortened", "are not what was exported")]
    [InlineData("left out", "are not what was exported")]
    [InlineData("exchanged", "are not what was exported")]
    [InlineData("extended", "are not what was exported")]
    [InlineData("other hash", "are not what was exported")]
    [InlineData("no hash", "the list of parts tells no 'sha256'")]
    [InlineData("forbidden", "part 1 cannot be read: HTTP 403. Its URL has expired")]
    [InlineData("busy", "part 1 cannot be read: HTTP 503, 5 times.")]
    public async Task Parts_that_are_not_what_was_exported_change_nothing(string what, string cause)
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        await FillAsync(here, users: 1);
        var exported = await ExportInPartsAsync(there);
        var (parts, hash) = ((int)exported["parts"]!, (string?)exported["sha256"]);
        var (first, second, last) = (PresignedBucket.Key(1), PresignedBucket.Key(2), PresignedBucket.Key(parts));
        switch (what)
        {
            case "lost": Bucket.Objects.Remove(second, out _); break;
            case "damaged": Bucket.Objects[second][SmallPart / 2] ^= 0x55; break;
            // In the checksum and length that end a gzip stream, when all rows are there.
            case "last damaged": Bucket.Objects[last][^6] ^= 0x55; break;
            case "shortened": Bucket.Objects[second] = Bucket.Objects[second][..100]; break;
            case "left out": parts--; break;
            case "exchanged": (Bucket.Objects[first], Bucket.Objects[second]) = (Bucket.Objects[second], Bucket.Objects[first]); break;
            case "extended": Bucket.Objects[last] = [.. Bucket.Objects[last], 0]; break;
            case "other hash": hash = new string('0', 64); break;
            case "no hash": hash = null; break;
            case "busy": Bucket.Fail(first, 5); break;
        }

        var list = Bucket.ImportList(parts, hash);
        if (what == "forbidden") Bucket.Objects[new Uri(list).AbsolutePath[1..]] = Encoding.UTF8.GetBytes($$"""{"parts": ["{{Bucket.Url(first)}}0"], "sha256": "{{hash}}"}""");
        var before = await StateAsync(here);
        await using var source = Source(here);
        var failure = await Assert.ThrowsAsync<CarryException>(() => ImportCommand.ImportAsync(source, new Uri(list), Cache));
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Bucket.Signature, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(here));
    }

    [Fact]
    public async Task A_damaged_part_ends_the_command_with_one_line_and_exit_code_1()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        var list = await ExportedAsync(there);
        Bucket.Objects[PresignedBucket.Key(1)][300] ^= 0x55;
        await ChangesNothingAsync(here, list, "are not what was exported");
    }

    [Theory]
    [InlineData("export")]
    [InlineData("import")]
    public async Task A_command_line_that_makes_no_sense_is_refused_and_not_quoted(string command)
    {
        var environment = Fixture.Settings.ToEnvironment();
        var url = Bucket.ExportList(1);
        Assert.Equal($"Notejam cannot start: '{command}' takes the http or https address of the list of parts, open or sealed, and what it was given is none\n", (await RefusedAsync(environment, command, "ftp" + url)).Error);
        Assert.Contains($"unknown arguments '{command}'", (await RefusedAsync(environment, command)).Error, StringComparison.Ordinal);
        Assert.Contains($"unknown arguments '{command} <url> twice'", (await RefusedAsync(environment, command, url, "twice")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"parts": ["s3://bucket/key"]}""", "its entry 1 is no http or https address")]
    [InlineData("""{"parts": []}""", "the list of parts is empty")]
    [InlineData("""["https://example.com"]""", "the list of parts is not JSON such as")]
    [InlineData("nothing", "the list of parts is not JSON such as")]
    [InlineData(null, "the list of parts cannot be read: HTTP 404.")]
    public async Task A_list_that_is_none_is_told(string? list, string cause)
    {
        var environment = await NewDatabaseAsync();
        if (list is not null) Bucket.Objects["list"] = Encoding.UTF8.GetBytes(list);
        Assert.Contains(cause, (await RefusedAsync(environment, "export", Bucket.Url("list"))).Error, StringComparison.Ordinal);
        Assert.Contains(cause, (await RefusedAsync(environment, "import", Bucket.Url("list"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_nobody_reaches_is_not_taken_for_the_database()
    {
        var result = await RefusedAsync(Fixture.Settings.ToEnvironment(), "export", $"http://127.0.0.1:{FreePort.Find()}/?X-Amz-Signature={Bucket.Signature}");
        Assert.Contains("Cannot export the content: the list of parts cannot be read: the connection failed (ConnectionError), 5 times.", result.Error, StringComparison.Ordinal);
    }
}
