using System.Globalization;

namespace AimsBot.Workflows.Certification;

/// <summary>What a cycle asks for by a day.</summary>
/// <param name="Step">Such as <c>surveillance-1</c>, <c>recertification</c>.</param>
/// <param name="Computed">By the rules.</param>
/// <param name="Programme">By the body's programme, which wins; none where it says nothing.</param>
/// <param name="Visit">The visit that is planned for it or was held.</param>
public sealed record CycleStep(string Step, DateOnly Computed, DateOnly? Programme, VisitNote? Visit)
{
    public const string Recertification = "recertification";
    public const string SurveillancePrefix = "surveillance-";

    public DateOnly Due => Programme ?? Computed;
    public bool IsDone => Visit is { IsHeld: true };
}

/// <summary>A rule that a date breaks, or that only the body can settle.</summary>
/// <param name="Key">Of the cards' texts, such as <c>breach.c7</c>.</param>
public sealed record CycleWord(string Key, params IReadOnlyList<(string Name, string Value)> Facts)
{
    public DateOnly? Day { get; init; }
}

/// <summary>What the current cycle asks for, what is broken and what is to be asked of the body: all from the certificate alone.</summary>
public sealed class CyclePlan
{
    /// <summary>An expiry in the first months of a year leaves open which year is the recertification year (C8).</summary>
    private const int EarlyMonth = 3;

    private readonly Certificate _body;

    private CyclePlan(Certificate body, Cycle cycle)
    {
        _body = body;
        Cycle = cycle;
        Surveillances = [.. InCycle(VisitKind.Surveillance).OrderBy(v => v.Until)];
        RecertificationVisit = InCycle(VisitKind.Recertification).OrderByDescending(v => v.Until).FirstOrDefault();
        RecertificationYear = body.RecertificationYears.TryGetValue(KeyOf(cycle), out var said) ? said : RecertificationVisit?.Until.Year ?? cycle.Expires.Year;
        Steps = [.. Surveillance(), RecertificationStep()];
    }

    /// <summary>None before the first decision and after a withdrawal.</summary>
    public static CyclePlan? Of(Certificate body) => body is { Cycle: { } cycle, Withdrawn: null } ? new CyclePlan(body, cycle) : null;

    public static string KeyOf(Cycle cycle) => cycle.Decided.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public Cycle Cycle { get; }
    public int RecertificationYear { get; }
    public IReadOnlyList<VisitNote> Surveillances { get; }
    public VisitNote? RecertificationVisit { get; }

    /// <summary>Surveillances and the recertification, in their order: what was held, what is planned and what is owed.</summary>
    public IReadOnlyList<CycleStep> Steps { get; }

    /// <summary>The next visit that the cycle asks for; none when all were held.</summary>
    public CycleStep? Next => Steps.FirstOrDefault(s => !s.IsDone);

    /// <summary>The rules that are broken as of a day, each checked by itself (C6, C7, C10).</summary>
    public IEnumerable<CycleWord> Breaches(DateOnly day)
    {
        var held = Surveillances.Where(v => v.IsHeld).ToArray();
        if (CycleDates.FirstSurveillance(Cycle.Decided, Cycle.Start) is { } first && (held.Length > 0 ? held[0].Until > first : day > first))
            yield return new CycleWord("breach.c6") { Day = first };
        foreach (var year in CycleDates.YearsOwed(Cycle.Decided, RecertificationYear))
        {
            if (day.Year > year && held.All(v => v.Until.Year != year)) yield return new CycleWord("breach.c7", ("year", Text(year)));
        }
        if (day > Cycle.Expires) yield return new CycleWord("breach.c10") { Day = Cycle.Expires };
    }

    /// <summary>What a planned date would break, before it does.</summary>
    public IEnumerable<CycleWord> Warnings()
    {
        foreach (var step in Steps.Where(s => s.Visit is { IsPlanned: true } && s.Visit.Until > s.Computed))
            yield return new CycleWord(step.Step == CycleStep.Recertification ? "warning.recertification" : "warning.surveillance") { Day = step.Computed };
        foreach (var step in Steps.Where(s => !s.IsDone && s.Programme > s.Computed))
            yield return new CycleWord("warning.programme") { Day = step.Computed };
    }

    /// <summary>What only the body can say: a question, and no error.</summary>
    public IEnumerable<CycleWord> Questions()
    {
        if (IsYearOpen) yield return new CycleWord("question.recertification-year", ("one", Text(Cycle.Expires.Year - 1)), ("other", Text(Cycle.Expires.Year)));
        if (Surveillances.Any(v => v.IsHeld && v.Until.Year == Cycle.Decided.Year)) yield return new CycleWord("question.decision-year", ("year", Text(Cycle.Decided.Year)));
    }

    /// <summary>Whether the body must say which year the recertification year is.</summary>
    public bool IsYearOpen => Cycle.Expires.Month <= EarlyMonth && !_body.RecertificationYears.ContainsKey(KeyOf(Cycle));

    // Early is fine, so a visit counts for the cycle in which it was held.
    private IEnumerable<VisitNote> InCycle(VisitKind kind) =>
        _body.Visits.Where(v => v.Kind == kind && v.State != VisitStates.Cancelled && v.Until > Cycle.Decided);

    private IEnumerable<CycleStep> Surveillance()
    {
        var days = new List<DateOnly>();
        for (var number = 1; number <= Surveillances.Count || CycleDates.NextSurveillance(Cycle, RecertificationYear, days) is not null; number++)
        {
            var visit = number <= Surveillances.Count ? Surveillances[number - 1] : null;
            // One that no rule asks for, such as a third, is due when it is planned.
            var computed = CycleDates.NextSurveillance(Cycle, RecertificationYear, days) ?? visit!.Until;
            var step = new CycleStep(CycleStep.SurveillancePrefix + Text(number), computed, ProgrammeOf(CycleStep.SurveillancePrefix + Text(number)), visit);
            yield return step;
            // What is not held yet is reckoned with on the day by which it is due, or planned.
            days.Add(visit?.Until ?? step.Due);
        }
    }

    private CycleStep RecertificationStep() => new(CycleStep.Recertification, Cycle.Expires, ProgrammeOf(CycleStep.Recertification), RecertificationVisit);

    private DateOnly? ProgrammeOf(string step) => _body.Programme.LastOrDefault(p => p.Cycle == Cycle.Decided && p.Step == step)?.On;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
