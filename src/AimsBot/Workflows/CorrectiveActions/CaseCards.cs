using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AimsBot.Core;
using AimsBot.Core.Cards;

namespace AimsBot.Workflows.CorrectiveActions;

/// <summary>The data of the cards in <c>cards/CorrectiveActions</c>.</summary>
public static class CaseCards
{
    /// <summary>The form that asks for some words: a correction, a reason, what was done.</summary>
    public const string WordsForm = "CorrectiveActions/WordsForm";

    public static JsonObject Case(CorrectiveAction body, CardFacts facts)
    {
        var state = facts.Head!.State;
        var text = facts.Text;
        var data = new JsonObject
        {
            ["id"] = facts.Head.Id.Value,
            ["what"] = Erased(body.What, facts),
            ["state"] = text["state." + state],
            ["grade"] = text["grade." + Word(OpenCase.Grades, body.Grade)],
            ["source"] = text["source." + Word(OpenCase.Sources, body.Source)] + (body.From is { } from ? $" ({from})" : ""),
            ["owner"] = body.Owner is null ? text["case.nobody"] : facts.NameOf(body.Owner),
        };
        if (body.Requirement is not null) data["requirement"] = body.Requirement;
        if (body.Evidence is not null) data["evidence"] = body.Evidence;
        if (CorrectiveActionWorkflow.AtWork.Contains(state)) data["due"] = facts.Format.Date(body.Due);
        if (body.Correction is not null) data["correction"] = body.Correction;
        if (body.Analysis is { } analysis)
        {
            data["cause"] = analysis.Cause;
            data["elsewhere"] = $"{text[analysis.FoundElsewhere ? "elsewhere.yes" : "elsewhere.no"]} {analysis.Checked}";
        }
        if (body.Plan is { } plan) data["plan"] = plan.Action;
        if (body.Done is { } done)
        {
            data["done"] = done.What;
            if (state == CaseStates.AwaitingEffectiveness) data["checkFrom"] = facts.Format.Date(done.CheckFrom);
        }
        if (body.Check is { } check) data["effect"] = $"{check.Evidence} ({facts.NameOf(check.By)})";
        if (body.NoCauseAction is { } ruling) data["noCause"] = $"{ruling.Reason} ({facts.NameOf(ruling.By)})";
        if (body.Rounds.Count > 0) data["rounds"] = Number(body.Rounds.Count);
        if (body.Extensions.Count > 0) data["extensions"] = Number(body.Extensions.Count);
        if (body.Asked is { } asked) data["asked"] = $"{facts.Format.Date(asked.To)}: {asked.Reason}";
        if (body.BodyWords.Count > 0)
            data["body"] = string.Join("; ", body.BodyWords.Select(w => text.Format("bodySays." + Word(NoteBodyWord.Verdicts, w.Verdict), Facts(("on", facts.Format.Date(w.On)), ("limit", w.Limit is { } limit ? facts.Format.Date(limit) : "–")))));
        if (body.Undelivered is not null && facts.Reader.Id != body.Owner) data["undelivered"] = text["case.undelivered"];
        if (LastLine(body.Last, facts) is { } last) data["last"] = last;
        var steps = facts.Steps.Where(s => body.Asked is not null || (s != AskExtension.Grant && s != AskExtension.Decline)).Where(s => s != AskExtension.Step || body.Asked is null);
        var actions = new JsonArray([.. steps.Select(s => CardActions.Of(s, facts))]);
        if (actions.Count > 0) data["actions"] = actions;
        return data;
    }

    public static JsonObject Form(Step step, CorrectiveAction? body, CardFacts facts)
    {
        var values = new JsonObject();
        if (step == OpenCase.Step) values["grade"] = "minor";
        if (step == OpenCase.Step) values["source"] = "other";
        var data = new JsonObject();
        if (body is not null)
        {
            var name = step.Id[(step.Id.IndexOf('.', StringComparison.Ordinal) + 1)..];
            data["title"] = facts.Text[step.FormCard == WordsForm ? "step." + name : "fact.what"];
            data["about"] = Excerpt.Of(Erased(body.What, facts), 200);
            if (step.FormCard == WordsForm) data["intro"] = facts.Text["words." + name];
            if (step == AnalyseCase.Step) data["why"] = facts.Head!.State;
            if (step == CheckEffect.Step && body.Done is { } done)
            {
                data["done"] = done.What;
                data["plan"] = body.Plan?.Action ?? "";
                data["from"] = facts.Format.Date(done.CheckFrom);
            }
            if (step == AskExtension.Step) data["due"] = facts.Format.Date(body.Due);
            if (step == AssignCase.Step && body.Owner is { } owner && facts.Addresses.TryGetValue(owner, out var address)) values["owner"] = address;
        }
        foreach (var (id, value) in facts.Values) values[id] = value;
        data["values"] = values;
        return data;
    }

    public static string? LastLine(CaseAct? last, CardFacts facts) => last is null ? null : facts.Text.Format("last." + last.What, Facts(
        ("by", last.By is null ? facts.Text["case.bot"] : facts.NameOf(last.By)),
        ("channel", facts.Text["channel." + (last.Channel ?? "none")]),
        ("at", facts.Format.Moment(last.At)),
        ("reason", last.Reason ?? ""),
        ("id", facts.Head!.Id.Value)));

    private static string Erased(string text, CardFacts facts) => text.Length > 0 ? text : facts.Text["text.erased"];

    private static JsonElement Facts(params (string Name, string Value)[] facts) => JsonSerializer.SerializeToElement(facts.ToDictionary(f => f.Name, f => f.Value));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(IReadOnlyDictionary<string, T> words, T value) => words.First(w => Equals(w.Value, value)).Key;
}
