namespace AimsBot.Tests;

public class SolutionTests
{
    [Fact]
    public void Cards_are_embedded_in_the_core() =>
        Assert.NotNull(typeof(WorkflowCatalogue).Assembly);
}
