namespace Notejam.Configuration;

/// <summary>How the way to the mail server is encrypted.</summary>
public enum MailEncryption
{
    /// <summary>By STARTTLS, and not at all without it.</summary>
    StartTls,

    /// <summary>From the first byte, as on port 465.</summary>
    Implicit,

    /// <summary>Not at all: for a mail catcher on this machine.</summary>
    None,
}
