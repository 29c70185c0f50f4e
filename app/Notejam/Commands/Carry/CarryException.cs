namespace Notejam.Commands.Carry;

/// <summary>Content cannot be carried; the message tells cause and remedy in one line, and no URL: a presigned one is a secret.</summary>
internal sealed class CarryException : Exception
{
    public CarryException(string message) : base(message)
    {
    }

    public CarryException(string message, Exception inner) : base(message, inner)
    {
    }
}
