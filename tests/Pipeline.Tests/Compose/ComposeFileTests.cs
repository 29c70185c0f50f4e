using Notejam.Pipeline.Compose;

namespace Notejam.Pipeline.Tests.Compose;

public sealed class ComposeFileTests
{
    [Fact]
    public void Every_image_is_named_once_but_the_one_that_is_built() =>
        Assert.Equal(["postgres:15", "redis:7.0"], ComposeStage.ImagesOf(
        [
            "services:", "  app:", "    image: notejam:local", "  mail:", "    image: notejam:local",
            "  postgres:", "    image: postgres:15", "  redis:", "    image: \"redis:7.0\"", "  again:", "    image: redis:7.0",
        ]));
}
