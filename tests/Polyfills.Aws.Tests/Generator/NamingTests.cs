using Notejam.Polyfills.Aws.Generator;

namespace Notejam.Polyfills.Aws.Tests.Generator;

public sealed class NamingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("taskArns", "TaskArns")]
    [InlineData("DBInstance", "DBInstance")]
    [InlineData("imageScanningConfiguration", "ImageScanningConfiguration")]
    [InlineData("eFSVolume", "EFSVolume")]
    public void Only_the_first_letter_of_a_member_is_raised(string name, string expected) =>
        Assert.Equal(expected, Naming.Pascal(name));

    [Theory]
    [InlineData("ClusterNotFoundException", "ClusterNotFoundException")]
    [InlineData("DBInstanceNotFoundFault", "DBInstanceNotFoundException")]
    [InlineData("InternalServiceError", "InternalServiceErrorException")]
    [InlineData("invalidParameter", "InvalidParameterException")]
    [InlineData("Fault", "Exception")]
    public void Exceptions_lose_Fault_and_end_in_Exception(string shape, string expected) =>
        Assert.Equal(expected, Naming.Exception(shape));

    [Theory]
    [InlineData("FARGATE", "FARGATE")]
    [InlineData("awsvpc", "Awsvpc")]
    [InlineData("host-header", "HostHeader")]
    [InlineData("HTTP/2 only", "HTTP2Only")]
    [InlineData("snake_case", "Snake_case")]
    [InlineData("2024", "_2024")]
    [InlineData("--", "_")]
    [InlineData("über", "Ber")]
    public void Constants_raise_the_first_letter_of_each_word(string value, string expected) =>
        Assert.Equal(expected, Naming.Constant(value));

    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("one\r\ntwo", "\"one\\r\\ntwo\"")]
    public void Literals_are_escaped(string text, string expected) => Assert.Equal(expected, Naming.Literal(text));
}
