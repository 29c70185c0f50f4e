namespace Notejam.Mail.Catcher;

/// <summary>A mail that was sent to nobody.</summary>
public sealed record CaughtMail(DateTimeOffset At, string From, string To, string Subject, string Text);
