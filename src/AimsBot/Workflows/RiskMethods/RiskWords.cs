namespace AimsBot.Workflows.RiskMethods;

/// <summary>The written words of bands and authorities: in texts, forms and lists.</summary>
public static class RiskWords
{
    public static string Of(Band band) => band switch
    {
        Band.Low => "low",
        Band.Medium => "medium",
        Band.High => "high",
        Band.Critical => "critical",
    };

    public static string Of(Authority authority) => authority switch
    {
        Authority.LineManager => "line-manager",
        Authority.NextManager => "next-manager",
        Authority.TopManagement => "top-management",
    };
}
