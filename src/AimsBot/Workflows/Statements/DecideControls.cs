using AimsBot.Core;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;

namespace AimsBot.Workflows.Statements;

/// <summary>
/// A compliance lead says of one control, or of several with the same reason, whether they are in or out, and why either way
/// (Y1). An included one names the risk, law, contract or assessment that asks for it; "not yet done" and "low priority" are
/// no reasons to leave one out (Y3).
/// </summary>
public sealed record DecideControls(IReadOnlyList<string> Controls, Applicability? Ground, string Reason, string? Link)
{
    public static readonly IReadOnlyDictionary<string, Applicability> Grounds = new Dictionary<string, Applicability>
    {
        ["risk"] = Applicability.Risk,
        ["law"] = Applicability.Law,
        ["contract"] = Applicability.Contract,
        ["impact"] = Applicability.Impact,
        ["no-such-activity"] = Applicability.NoSuchActivity,
        ["dealt-with-elsewhere"] = Applicability.DealtWithElsewhere,
        ["not-asked-for"] = Applicability.NotAskedFor,
    };

    // What the reason for an exclusion may not be, in the languages of the bot.
    private static readonly string[] NoReasons =
        ["not yet done", "not done yet", "not yet implemented", "not implemented yet", "low priority", "no time", "ikke gjort ennå", "ikke innført ennå", "lav prioritet", "ikke tid"];

    public static readonly Step Step = new Step<Statement, DecideControls>("statement.decide", "controls-decided", Decide)
    {
        Form = form => new DecideControls(
            (form.RequiredText("controls", 2000)).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            form.Choice("ground", Grounds),
            form.RequiredText("reason", 1000),
            form.Text("link", 300)),
        FormCard = "Statements/DecideForm",
        Needs = (_, input) => new Needs { Roles = [Role.TopManagement], Listed = input.Ground is { } ground && !new StatementRow("", ground, "", null).IsIncluded ? [ReliedOn.RiskType] : [] },
        // Several write it at once; who approves binds to what stands there then.
        BindsToBasis = false,
    };

    public static Outcome Decide(Statement? body, DecideControls input, StepFacts facts)
    {
        var wrong = new Dictionary<string, Refusal>();
        var own = body!.Draft.Where(r => r.Title is not null).ToDictionary(r => r.Control);
        if (input.Controls.FirstOrDefault(c => Requirements.Find(c) is not { IsControl: true } && !own.ContainsKey(c)) is { } unknown)
            wrong["controls"] = new Refusal("statement.noSuchControl", ("control", unknown));
        if (input.Ground is null) wrong["ground"] = new Refusal("refusal.required");
        foreach (var row in input.Ground is { } ground ? input.Controls.Take(1).Select(c => new StatementRow(c, ground, input.Reason, input.Link)) : [])
        {
            if (Problem(row) is { } problem) wrong[problem.Field] = problem.Refusal;
        }
        if (ReliedOn.ByRisk(input.Controls, facts) is { } relied) wrong["controls"] = relied;
        if (wrong.Count > 0) return new Corrections(wrong);
        var rows = input.Controls.Distinct().Select(c => new StatementRow(c, input.Ground!.Value, input.Reason, input.Link) { Title = own.GetValueOrDefault(c)?.Title });
        return StatementWorkflow.Write(body, rows, "decided", facts);
    }

    internal static (string Field, Refusal Refusal)? Problem(StatementRow row) =>
        row.IsIncluded && row.Link is null ? ("link", new Refusal("statement.linkMissing"))
        : !row.IsIncluded && NoReasons.Any(no => row.Reason.Contains(no, StringComparison.OrdinalIgnoreCase)) ? ("reason", new Refusal("statement.noReason"))
        : null;
}

/// <summary>A control of the organisation's own stands beside those of the standard.</summary>
public sealed record AddOwnControl(string Title, Applicability? Ground, string Reason, string? Link)
{
    public static readonly Step Step = new Step<Statement, AddOwnControl>("statement.add-control", "own-control-added", Decide)
    {
        Form = form => new AddOwnControl(form.RequiredText("title", 150), form.Choice("ground", DecideControls.Grounds), form.RequiredText("reason", 1000), form.Text("link", 300)),
        FormCard = "Statements/OwnForm",
        Needs = (_, _) => new Needs { Roles = [Role.TopManagement] },
        BindsToBasis = false,
    };

    public static Outcome Decide(Statement? body, AddOwnControl input, StepFacts facts)
    {
        if (input.Ground is not { } ground) return new Corrections(new Dictionary<string, Refusal> { ["ground"] = new Refusal("refusal.required") });
        var number = body!.Draft.Concat(body.InForce).Count(r => r.Title is not null) + 1;
        while (body.Draft.Any(r => r.Control == Name(number))) number++;
        var row = new StatementRow(Name(number), ground, input.Reason, input.Link) { Title = input.Title };
        return DecideControls.Problem(row) is { } problem
            ? new Corrections(new Dictionary<string, Refusal> { [problem.Field] = problem.Refusal })
            : StatementWorkflow.Write(body, [row], "own-added", facts);
    }

    private static string Name(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"OWN-{number}");
}
