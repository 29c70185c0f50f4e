namespace Notejam.Tests.Browser;

/// <summary>What a person looks at. Sizes in CSS pixels.</summary>
public sealed record Screen(string Name, int Width, int Height, bool IsDark)
{
    public static readonly Screen Desktop = new("desktop", 1280, 800, IsDark: false);

    public static readonly Screen Phone = new("phone", 375, 667, IsDark: false);

    public static readonly Screen DarkPhone = new("phone-dark", 375, 667, IsDark: true);

    public static Screen Of(string name) => new[] { Desktop, Phone, DarkPhone }.Single(screen => screen.Name == name);
}
