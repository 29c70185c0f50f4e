using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Docker.DotNet;
using Notejam.Machine;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>Turns what libraries throw into one message with cause and remedy.</summary>
public static class Explanation
{
    /// <summary>The explained form of an expected failure; null for one that is a bug and keeps its stack trace.</summary>
    public static PipelineException? Of(Exception exception) => exception switch
    {
        PipelineException explained => explained,
        AggregateException { InnerExceptions: [var only] } => Of(only),
        ProgramNotFoundException missing => new PipelineException(missing.Message, null, missing),
        MachineException machine => new PipelineException(machine.Message, null, machine),
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "UnrecognizedClientException" or "InvalidClientTokenId" } credentials =>
            new PipelineException($"AWS does not accept the credentials any more: {credentials.Message}", "Sign in again and run the same command: it goes on where this one stopped.", credentials),
        AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } denied =>
            new PipelineException($"AWS denies the call: {denied.Message}", "Give the caller's role this action.", denied),
        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError } or AmazonServiceException { Retryable: not null } =>
            new PipelineException($"AWS answers {((AmazonServiceException)exception).ErrorCode}: {exception.Message}", "Run the same command again: it goes on where this one stopped.", exception),
        AmazonServiceException service => new PipelineException($"AWS answers {service.ErrorCode}: {service.Message}", null, service),
        AmazonClientException client => new PipelineException($"AWS cannot be reached: {client.Message}", "Check network, region and credentials.", client),
        DockerApiException docker => new PipelineException($"The Docker engine refuses: {docker.ResponseBody ?? docker.Message}", null, docker),
        HttpRequestException { InnerException: SocketException socket } http => new PipelineException($"{http.Message} ({socket.Message})", "Is the other side running? With --sandbox: ./build.sh Sandbox.", http),
        // As the SDK passes on a connection that breaks before there is an answer.
        IOException { InnerException: SocketException socket } broken => new PipelineException($"The other side breaks the connection: {socket.Message}", "If it is a region that is gone: ./build.sh DrDrill rehearses what is to be done. With --sandbox: does a fault keep it dead?", broken),
        TaskCanceledException { InnerException: TimeoutException } late => new PipelineException($"No answer came in time: {late.Message}", "Is the other side running? With --sandbox: ./build.sh Sandbox.", late),
        OperationCanceledException => new PipelineException("Interrupted.", "Run the same command again: it goes on where this one stopped.", exception),
        ArgumentException { ParamName: "verdict" } verdict => new PipelineException(verdict.Message, null, verdict),
        _ => null,
    };
}
