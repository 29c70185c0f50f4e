using Notejam.Accounts;
using Notejam.Configuration;

namespace Notejam.Mail;

/// <summary>Mails the links to a new password, one after the other; at the end of the task those that are still waiting.</summary>
public sealed class PasswordResetWorker(
    PasswordResetQueue queue, IServiceScopeFactory scopes, MailSender sender, MailOptions options, ILogger<PasswordResetWorker> logger) : BackgroundService
{
    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        if (ExecuteTask is { } work) await work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var email in queue.ReadAsync(stoppingToken))
        {
            try
            {
                await MailAsync(email, stoppingToken);
            }
            // One that fails must not keep the others from theirs.
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError("A link to a new password could not be mailed by {Server}: {Cause}", options, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    private async Task MailAsync(string email, CancellationToken cancellationToken)
    {
        if (!options.IsOpen)
        {
            logger.LogWarning("Mail is sealed: somebody asked for a new password and nothing was sent. Set Mail__Host, and no Mail__Sealed");
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<PasswordResets>().IssueAsync(email, cancellationToken) is not { } token) return;
        await sender.SendAsync(ResetMail.Write(options, email, token), cancellationToken);
        logger.LogInformation("A link to a new password was mailed");
    }
}
