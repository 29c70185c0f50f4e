using System.Security.Cryptography;
using System.Text;
using Notejam.Hooks.Database;

namespace Notejam.Hooks.Tests.Database;

public sealed class ScramVerifierTests
{
    // The exchange of RFC 7677, section 3.
    private const string Exchange = "n=user,r=rOprNGfwEbeRWgbNEkqO,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    [Fact]
    public void The_verifier_signs_and_checks_as_the_standard_shows()
    {
        var parts = ScramVerifier.Create("pencil", Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ==")).Split('$', ':');

        Assert.Equal(["SCRAM-SHA-256", "4096", "W22ZaJ0SNY7soEsUEjb6gQ=="], parts[..3]);
        Assert.Equal("6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(parts[4]), Encoding.ASCII.GetBytes(Exchange))));
        // The client's proof, freed of its signature, is the key that the verifier keeps the hash of.
        var signature = HMACSHA256.HashData(Convert.FromBase64String(parts[3]), Encoding.ASCII.GetBytes(Exchange));
        var key = Convert.FromBase64String("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=").Zip(signature, (proof, sign) => (byte)(proof ^ sign)).ToArray();
        Assert.Equal(parts[3], Convert.ToBase64String(SHA256.HashData(key)));
    }
}
