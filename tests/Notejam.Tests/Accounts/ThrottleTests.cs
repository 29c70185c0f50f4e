using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using Notejam.Throttling;
using StackExchange.Redis;

namespace Notejam.Tests.Accounts;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class ThrottleTests(NotejamFixture notejam)
{
    private const string Stopped = "Too many failed attempts. Try again in a few minutes.";

    [Fact]
    public async Task Too_many_failures_block_even_the_right_password_but_not_from_elsewhere()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        await client.SignUpAsync(email);
        for (var attempt = 0; attempt < ThrottleRules.SignInPair.Limit; attempt++) await client.SignInAsync(email, "wrong password");
        Assert.Equal([Stopped], (await client.SignInAsync(email)).Errors);
        using var elsewhere = notejam.NewClient();
        Assert.Equal("/", (await elsewhere.SignInAsync(email)).Location);
    }

    [Fact]
    public async Task All_tasks_count_together()
    {
        using var client = notejam.NewClient();
        var email = NotejamClient.NewEmail();
        for (var attempt = 0; attempt < ThrottleRules.SignInPair.Limit; attempt++) await client.SignInAsync(email, "wrong password");
        await using var other = await NotejamProcess.StartAsync(notejam.Settings.ToEnvironment());
        using var there = new NotejamClient(other.Address, client.Cookies, client.ClientAddress);
        Assert.Equal([Stopped], (await there.SignInAsync(email)).Errors);
    }

    [Fact]
    public async Task An_account_is_guarded_against_many_clients_at_once()
    {
        var email = NotejamClient.NewEmail();
        using (var owner = notejam.NewClient()) await owner.SignUpAsync(email);
        for (var attempt = 0; attempt < ThrottleRules.SignInAccount.Limit; attempt++)
        {
            using var client = notejam.NewClient();
            Assert.Equal(["Wrong email or password"], (await client.SignInAsync(email, "wrong password")).Errors);
        }
        using var last = notejam.NewClient();
        Assert.Equal([Stopped], (await last.SignInAsync(email, "wrong password")).Errors);
    }

    [Fact]
    public async Task Sign_ups_are_counted_by_client_and_by_account()
    {
        using var client = notejam.NewClient();
        for (var attempt = 0; attempt < ThrottleRules.SignUpClient.Limit; attempt++)
            Assert.Equal("/signin/", (await client.SignUpAsync(NotejamClient.NewEmail())).Location);
        Assert.Equal(["Too many attempts. Try again in an hour."], (await client.SignUpAsync(NotejamClient.NewEmail())).Errors);

        var email = NotejamClient.NewEmail();
        for (var attempt = 0; attempt < ThrottleRules.SignUpAccount.Limit; attempt++)
        {
            using var other = notejam.NewClient();
            await other.SignUpAsync(email);
        }
        using var last = notejam.NewClient();
        Assert.Equal(["Too many attempts. Try again in an hour."], (await last.SignUpAsync(email)).Errors);
    }

    [Fact]
    public async Task Good_sign_ins_are_not_counted_and_every_counter_expires()
    {
        using var client = notejam.NewClient();
        var email = await client.EnterAsync();
        for (var attempt = 0; attempt < ThrottleRules.SignInPair.Limit + 2; attempt++)
        {
            await client.SubmitAsync("/");
            Assert.Equal("/", (await client.SignInAsync(email)).Location);
        }
        await using var redis = await ConnectionMultiplexer.ConnectAsync(FormattableString.Invariant($"127.0.0.1:{notejam.Redis.Port}"));
        var keys = redis.GetServers().Single().Keys(pattern: "notejam:*").ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys) Assert.True(await redis.GetDatabase().KeyTimeToLiveAsync(key) is not null || !await redis.GetDatabase().KeyExistsAsync(key), key);
        Assert.DoesNotContain(keys, key => key.ToString().Contains('@', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void A_client_is_an_address_or_a_network_of_one_customer(string address, string client) =>
        Assert.Equal(client, ClientNetwork.Of(System.Net.IPAddress.Parse(address)));
}
