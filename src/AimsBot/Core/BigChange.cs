namespace AimsBot.Core;

/// <summary>
/// Something of which the certification body may have to be told (8.5.3 of ISO/IEC 17021-1): a certificate in force hears of it and
/// asks. Workflows know no other, so the two ends share this and the wire id of the step that listens.
/// </summary>
public static class BigChange
{
    /// <summary>The type whose records are to be listed for the step that tells.</summary>
    public const string Listed = "certificate";

    /// <summary>The step that listens.</summary>
    public const string Listener = "certificate.hear-change";

    public const string SystemClass = "system-class";
    public const string Statement = "statement";

    // Before the first decision, and after the last day, there is no certificate of which the body would have to hear.
    private static readonly string[] InForce = ["valid", "suspended"];

    /// <param name="what">One of the words above.</param>
    /// <param name="said">What it is about, in the words of whoever wrote it.</param>
    public static IEnumerable<NewFollowUp> Tell(StepFacts facts, string what, string said) =>
        facts.Listed.GetValueOrDefault(Listed, []).Where(h => InForce.Contains(h.State)).Select(h => NewFollowUp.Tell(Listener, h.Id, new Notice(facts.Record, what) { Said = said }));
}
