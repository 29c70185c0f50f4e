namespace Notejam.Pipeline.Tools.Waiting;

/// <summary>What a failed call to AWS means for one who looks at something again and again.</summary>
internal enum FailureKind
{
    /// <summary>It was answered, and the answer will be the same: the watch ends with it.</summary>
    Final,

    /// <summary>An error of the server, a dropped connection, an answer that did not come: the next look may succeed.</summary>
    Passing,

    /// <summary>Too many calls: the next look comes later.</summary>
    Throttled,

    /// <summary>The credentials have expired, or there are none at the moment: whoever gives them may renew them.</summary>
    Credentials,
}
