using Notejam.Pipeline.Tools;

// Asks AWS whose credentials these are. A process of its own: the SDK reads environment and files once a process.
try
{
    using var aws = new AwsSession("eu-central-1", TimeSpan.FromSeconds(10));
    Console.WriteLine(await aws.GetAccountAsync());
    return 0;
}
catch (Exception exception) when (Explanation.Of(exception) is { } explained)
{
    Console.WriteLine(explained.Message);
    return 1;
}
