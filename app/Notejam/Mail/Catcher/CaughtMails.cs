namespace Notejam.Mail.Catcher;

/// <summary>The last mails, newest first, in memory.</summary>
public sealed class CaughtMails
{
    private const int Kept = 100;

    private readonly Lock gate = new();
    private readonly LinkedList<CaughtMail> mails = new();

    /// <summary>All that are kept.</summary>
    public IReadOnlyList<CaughtMail> List()
    {
        lock (gate) return [.. mails];
    }

    /// <summary>Keeps one more, and forgets the oldest when there are too many.</summary>
    public void Add(CaughtMail mail)
    {
        lock (gate)
        {
            mails.AddFirst(mail);
            if (mails.Count > Kept) mails.RemoveLast();
        }
    }
}
