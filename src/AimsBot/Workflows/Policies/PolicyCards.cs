using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Channels;
using AimsBot.Core.Documents;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Core.Reminders;

namespace AimsBot.Workflows.Policies;

/// <summary>The data of the cards in <c>cards/Policies</c>.</summary>
public static class PolicyCards
{
    /// <summary>What the person says by confirming, in their language; kept word for word.</summary>
    public static string Statement(Acknowledgement body, CardText text) =>
        text.Format("read.statement", JsonSerializer.SerializeToElement(new { version = body.Number, title = body.Title }));

    public static JsonObject Policy(Policy policy, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["title"] = policy.Title,
            ["kind"] = facts.Text["kindWord." + Word(DraftPolicy.Kinds, policy.Kind)],
            ["state"] = facts.Text["state." + facts.Head.State],
            ["owner"] = facts.NameOf(policy.Owner),
        };
        if (policy.Current is { } current)
        {
            data["version"] = current.Number;
            data["effective"] = facts.Format.Date(current.EffectiveFrom);
            data["approvedBy"] = facts.NameOf(current.ApprovedBy);
            data["hash"] = TextOnCard.Hash(current.Hash);
        }
        if (policy.ReviewDue is { } review) data["review"] = facts.Format.Moment(review);
        if (policy.Supports is not null) data["supports"] = policy.Supports;
        if ((policy.Current is { } inForce ? inForce.Link : policy.Draft?.Link) is { } link) data["link"] = link;
        // Before the first approval the draft is all there is to read.
        if ((policy.Current?.Hash ?? policy.Draft?.Hash) is { } hash) TextOnCard.Put(data, hash, ActionRef.ShowVerb, facts);
        if (QuizOf(policy.Draft is { } draft ? draft.Quiz : policy.Current?.Quiz, facts) is { } quiz) data["quiz"] = QuizCards.Summary(quiz, facts.Text);
        return Ended(data, policy.Last, facts.Steps.Where(s => s != ReplacePolicyText.Step && (s != DropPolicyQuestions.Step || policy.Draft?.Quiz is not null)), facts);
    }

    public static JsonObject PolicyForm(Step step, Policy? policy, CardFacts facts)
    {
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, policy!.Title, facts);
        if (step.FormCard == NewQuestion.FormCard) return NewQuestion.Data(facts);
        var data = new JsonObject { ["values"] = PolicyValues(step, policy, facts) };
        if (step == ApprovePolicy.Step)
        {
            data["title"] = policy!.Title;
            if (!TextOnCard.Put(data, policy.Draft!.Hash, step.Id, facts)) return data;
            if (policy.Draft.Link is { } link) data["link"] = link;
            if (QuizOf(policy.Draft.Quiz, facts) is { } quiz)
            {
                data["quiz"] = QuizCards.Summary(quiz, facts.Text);
                data["solved"] = QuizCards.Solved(quiz, facts.Text);
            }
            if (policy.Current is { } current)
            {
                data["changes"] = TextOnCard.Changes(current.Hash, policy.Draft.Hash, facts);
                data["version"] = current.Number;
            }
        }
        return data;
    }

    public static JsonObject Campaign(Campaign campaign, CardFacts facts)
    {
        var data = new JsonObject
        {
            ["id"] = facts.Head!.Id.Value,
            ["title"] = campaign.Title,
            ["version"] = campaign.Number,
            ["state"] = facts.Text["state." + facts.Head.State],
            ["audience"] = Audience(campaign.Audience, facts),
            ["due"] = facts.Format.Date(campaign.Due),
            ["figures"] = Figures(CampaignFigures.Of(facts.Counts), facts),
        };
        if (campaign.Progress.Count > 0)
        {
            data["progress"] = Progress(campaign, facts);
            if (facts.FileOf(ProgressFile.FileName) is { } picture) data["picture"] = picture.AbsoluteUri;
        }
        if (campaign.Snapshots.Count > 0) data["months"] = string.Join("; ", campaign.Snapshots.TakeLast(MostMonths).Select(s => Month(s, facts)));
        if (campaign.Last is { What: "exported" } exported && exported.By == facts.Reader.Id && facts.FileOf(AcknowledgementsFile.FileName) is { } list) data["file"] = list.AbsoluteUri;
        return Ended(data, campaign.Last, facts.Steps, facts);
    }

    // A line of at most so many days, or months, says how it went.
    private const int MostDays = 12;
    private const int MostMonths = 6;

    private static string Month(Snapshot snapshot, CardFacts facts) => facts.Text.Format("campaign.month", JsonSerializer.SerializeToElement(new
    {
        on = facts.Format.Date(LocalTimes.At(snapshot.At, facts.Organisation.TimeZone).Day),
        acknowledged = Number(snapshot.Acknowledged),
        required = Number(snapshot.Figures.Required),
        overdue = Number(snapshot.Overdue),
        unreachable = Number(snapshot.Unreachable),
    }));

    private static string Progress(Campaign campaign, CardFacts facts)
    {
        var every = 1 + ((campaign.Progress.Count - 1) / MostDays);
        var days = campaign.Progress.Reverse().Where((_, i) => i % every == 0).Reverse();
        return string.Join(", ", days.Select(p => $"{facts.Format.Date(p.Day)}: {Number(p.Acknowledged)}/{Number(p.Required)}"));
    }

    /// <summary>The totals in words; the parts always add up to the headcount.</summary>
    public static JsonArray Figures(CampaignFigures figures, CardFacts facts) => Figures(figures, facts.Text);

    public static JsonArray Figures(CampaignFigures figures, CardText text)
    {
        return
        [
            Row("coverage", $"{figures.Coverage} % ({Number(figures.Acknowledged)}/{Number(figures.Required)})"),
            Row("pending", Number(figures.Pending)),
            Row("overdue", Number(figures.Overdue)),
            Row("unreachable", Number(figures.Unreachable)),
            Row("grace", Number(figures.Grace)),
            Row("exempt", Number(figures.Exempt)),
            Row("headcount", Number(figures.Headcount)),
        ];

        JsonObject Row(string name, string value) => new() { ["name"] = text["figure." + name], ["value"] = value };
    }

    public static JsonObject CampaignForm(Step step, CardFacts facts)
    {
        if (step.FormCard == WordsForm.Card) return WordsForm.Data(step, facts.Head!.Id.Value, facts);
        var values = new JsonObject();
        foreach (var (id, value) in facts.Values) values[id] = value;
        var data = new JsonObject { ["values"] = values };
        if (step == StartCampaign.Step)
            data["policies"] = new JsonArray([.. facts.Lists["policy"].Select(p => new JsonObject { ["id"] = p.Id.Value, ["name"] = p.Title })]);
        return data;
    }

    public static JsonObject Acknowledgement(Acknowledgement body, CardFacts facts)
    {
        var state = facts.Head!.State;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["title"] = body.Title,
            ["version"] = body.Number,
            ["state"] = facts.Text["state." + state],
            ["due"] = facts.Format.Date(body.Due),
        };
        if (!facts.Reader.Is(body.Person)) data["person"] = facts.NameOf(body.Person);
        if (body.Confirmation is { } done)
        {
            data["statement"] = done.Statement;
            data["hash"] = TextOnCard.Hash(done.Hash);
            if (done.Offline?.Scan is { } scan && facts.FileOf(SignatureFile.NameOf(scan.Ending)) is { } scanned) data["scan"] = scanned.AbsoluteUri;
            if (done.Offline is { } offline) data["offline"] = facts.Text.Format("ack.offline", Facts(("by", facts.NameOf(offline.By)), ("where", offline.Where)));
        }
        if (body.LastTry is { } tried && QuizOf(body.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Result(quiz, tried, body.Tries, facts.Text);
            if (facts.Reader.Id == body.Person) data["wrong"] = QuizCards.Wrong(quiz, tried);
        }
        if (body.Exemption is { } exemption && state == AcknowledgementStates.Exempt) data["exemption"] = exemption.ByLeave ? facts.Text["ack.leave"] : exemption.Reason;
        if (body.NotForMe is not null) data["notForMe"] = body.NotForMe;
        if (body.Undelivered is not null && !facts.Reader.Is(body.Person)) data["undelivered"] = facts.Text["ack.undelivered"];
        if (body.Questions.Count > 0)
            data["questions"] = new JsonArray([.. body.Questions.TakeLast(5).Select(q => new JsonObject { ["asked"] = q.Text, ["answer"] = q.Answer ?? facts.Text["ack.notAnswered"] })]);
        var steps = facts.Steps
            .Where(s => s != AnswerReader.Step || body.Questions.Any(q => q.Answer is null))
            .Where(s => s != DeclineExemption.Step || body.NotForMe is not null)
            .Where(s => s != SayNotForMe.Step || body.NotForMe is null)
            .Where(s => s != PutOffReading.Step || (body.Tomorrow is null && body.PutOffs < Reminding.MostPutOffs));
        return Ended(data, body.Last, steps, facts);
    }

    public static JsonObject AcknowledgementForm(Step step, Acknowledgement body, CardFacts facts)
    {
        if (step != Acknowledge.Step) return WordsForm.Data(step, $"{body.Title} {body.Number}", facts);
        var data = new JsonObject
        {
            ["title"] = body.Title,
            ["version"] = body.Number,
            ["minutes"] = TextOnCard.Minutes(body.Hash, facts),
            ["statement"] = Statement(body, facts.Text),
        };
        if (body.LastRead is { } before && before != body.Hash && facts.Page == 0) data["changes"] = TextOnCard.Changes(before, body.Hash, facts);
        if (!TextOnCard.Put(data, body.Hash, step.Id, facts)) return data;
        if (body.Link is not null) data["link"] = body.Link;
        if (QuizOf(body.Quiz, facts) is { } quiz)
        {
            data["quiz"] = QuizCards.Summary(quiz, facts.Text);
            data["questions"] = QuizCards.Questions(quiz, facts);
        }
        return data;
    }

    /// <summary>What was done last, in the reader's words.</summary>
    public static string? LastLine(LastAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("reason", last.Reason ?? ""),
        ("id", facts.Head!.Id.Value)));

    private static JsonObject Ended(JsonObject data, LastAct? last, IEnumerable<Step> steps, CardFacts facts)
    {
        if (LastLine(last, facts) is { } line) data["last"] = line;
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    private static JsonObject PolicyValues(Step step, Policy? policy, CardFacts facts)
    {
        var values = new JsonObject { ["kind"] = Word(DraftPolicy.Kinds, policy?.Kind ?? PolicyKind.Other), ["review"] = (policy?.ReviewMonths ?? 12).ToString(CultureInfo.InvariantCulture) };
        if (policy is not null && step != ApprovePolicy.Step)
        {
            values["title"] = policy.Title;
            if ((policy.Draft?.Hash ?? policy.Current?.Hash) is { } hash && facts.Documents.GetValueOrDefault(hash) is { } text)
            {
                if (text.Length <= ShownText.MostAtOnce) values["text"] = text;
                else values["keepsText"] = true;
            }
            if (policy.Supports is not null) values["supports"] = policy.Supports;
            if ((policy.Draft is { } draft ? draft.Link : policy.Current?.Link) is { } link) values["link"] = link;
        }
        values["owner"] = (policy is null ? facts.Reader.Details.Email : facts.Addresses.GetValueOrDefault(policy.Owner)) ?? "";
        foreach (var (id, value) in facts.Values) values[id] = value;
        return values;
    }

    private static Quiz? QuizOf(string? hash, CardFacts facts) => hash is null ? null : Quiz.Read(facts.Documents.GetValueOrDefault(hash));

    private static string Audience(Audience audience, CardFacts facts) => facts.Text.Format("audience." + Word(StartCampaign.Kinds, audience.Kind), Facts(
        ("of", audience.Kind switch
        {
            AudienceKind.Role when Roles.Parse(audience.Of!) is not null => audience.Of!,
            AudienceKind.Line => facts.NameOf(new RecordId(audience.Of!)),
            _ => audience.Of ?? "",
        })));

    private static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(w => Equals(w.Value, value)).Key;
}
