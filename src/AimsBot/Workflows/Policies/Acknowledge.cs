using System.Security.Cryptography;
using AimsBot.Core;
using AimsBot.Core.Cards;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;

namespace AimsBot.Workflows.Policies;

/// <summary>
/// The person has opened the text, and says so: the form shows it, and its button says what the click means (P5). Nobody does it
/// for another (P9). Where there are questions on it, enough of them must be answered right; each try counts.
/// </summary>
public sealed record Acknowledge
{
    /// <summary>The answers to the questions on it, as places of the options.</summary>
    public IReadOnlyList<int> Answers { get; init; } = [];

    public static readonly Step Step = new Step<Acknowledgement, Acknowledge>("acknowledgement.give", "policy-acknowledged", Decide)
    {
        Form = form => new Acknowledge { Answers = Quiz.ReadAnswers(form) },
        FormCard = "Policies/ReadForm",
        Needs = (body, _) => new Needs { Records = [body!.Policy], Documents = [.. new[] { body.Quiz }.OfType<string>()] },
        Style = "positive",
    };

    public static Outcome Decide(Acknowledgement? body, Acknowledge input, StepFacts facts)
    {
        if (IsOutOfDate(body!, facts) is { } refusal) return refusal;
        if (body!.Quiz is not { } hash || Quiz.Read(facts.Documents.GetValueOrDefault(hash)) is not { } quiz) return Confirm(body, facts.Actor.Person!, null, facts);
        if (quiz.Open(input.Answers) is { } open) return open;
        var tried = body with { Tries = body.Tries + 1, LastTry = quiz.Mark(input.Answers, facts.Now) };
        return tried.LastTry.Passed
            ? Confirm(tried, facts.Actor.Person!, null, facts)
            : new Change(tried with { Last = PolicyWorkflow.Act("failed", facts) }, facts.State!);
    }

    /// <summary>A new version may land while somebody reads the old one, before the campaign's round has come by.</summary>
    public static Refusal? IsOutOfDate(Acknowledgement body, StepFacts facts)
    {
        if (!facts.Records.TryGetValue(body.Policy, out var head)) return new Refusal(Refusals.NotNow);
        var policy = head.Read<Policy>();
        return head.State == PolicyStates.Withdrawn ? new Refusal("acknowledgement.withdrawn")
            : policy.Current is not { } current || PolicyVersion.Series(current.Number) != PolicyVersion.Series(body.Number) ? new Refusal("acknowledgement.superseded", ("version", policy.Current?.Number ?? ""))
            : null;
    }

    internal static Change Confirm(Acknowledgement body, Person? reader, Offline? offline, StepFacts facts)
    {
        var text = CardText.For("Policies", CardMaker.LanguageOf(reader, facts.Organisation));
        var statement = PolicyCards.Statement(body, text);
        return new Change(
            body with
            {
                Confirmation = new Confirmation(statement, ShownText.Hash(statement), body.Hash, facts.Channel, facts.Now, offline),
                Undelivered = null,
                NotForMe = null,
                Last = PolicyWorkflow.Act(offline is null ? "acknowledged" : "offline", facts) with { Reason = offline?.Where },
            },
            AcknowledgementStates.Acknowledged);
    }
}

/// <summary>A signature on paper is put down with where that paper is, or with its scan, and is shown as such (P9).</summary>
public sealed record RecordOffline(string Where)
{
    /// <summary>The scan that was shared in a chat; none where only the place is said.</summary>
    public ReadOnlyMemory<byte>? Scan { get; init; }

    public static readonly Step Step = new Step<Acknowledgement, RecordOffline>("acknowledgement.record-offline", "offline-signature-recorded", Decide)
    {
        Form = form => new RecordOffline(form.RequiredText("words", 500)),
        FormCard = WordsForm.Card,
        Needs = (body, _) => new Needs { Records = [body!.Policy] },
    };

    public static Outcome Decide(Acknowledgement? body, RecordOffline input, StepFacts facts)
    {
        if (Acknowledge.IsOutOfDate(body!, facts) is { } refusal) return refusal;
        var offline = new Offline(input.Where, facts.Actor.Person!.Id);
        if (input.Scan is not { } scan) return Acknowledge.Confirm(body!, null, offline, facts);
        if (SignatureFile.EndingOf(scan.Span) is not { } ending) return new Refusal("acknowledgement.noScan");
        return Acknowledge.Confirm(body!, null, offline with { Scan = new Scan(Convert.ToHexStringLower(SHA256.HashData(scan.Span)), ending) }, facts) with { Documents = [scan] };
    }
}
