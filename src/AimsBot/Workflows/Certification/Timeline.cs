using AimsBot.Core.Calendar;
using AimsBot.Core.Cards;
using AimsBot.Core.Pictures;
using AimsBot.Core.Records;
using SkiaSharp;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// The years of a cycle as a line: the visits on it, what is owed as open marks with a bar to the limit, internal audits and management
/// reviews below it, and today. What is late is hatched: never by colour alone.
/// </summary>
public static class Timeline
{
    public const string File = "timeline.png";

    private const int Width = 1200;
    private const int Height = 300;
    private const int Margin = 40;
    private const int BeforeCycle = 12;
    private const int Edge = 30;
    private const float Line = 110;
    private const float AuditLine = 190;
    private const float ReviewLine = 230;
    private const float Mark = 14;

    private static readonly SKColor Ink = new(0x22, 0x22, 0x22);
    private static readonly SKColor Held = new(0x2B, 0x6C, 0xB0);
    private static readonly SKColor Late = new(0xC0, 0x39, 0x2B);
    private static readonly SKColor Faint = new(0xCC, 0xCC, 0xCC);

    /// <summary>What stands on the line, a line of words each, with the visit that it is of: what was held, what is planned and what is owed, in the order of the days.</summary>
    public static IEnumerable<(string Text, RecordId? Visit)> Rows(Certificate body, CardFacts facts)
    {
        var text = facts.Text;
        var today = LocalTimes.At(facts.Now, facts.Organisation.TimeZone).Day;
        var plan = CyclePlan.Of(body);
        var owed = plan?.Steps.Where(s => s.Visit is null).Select(s => (s.Due, Text: Owed(s, today, facts), Visit: (RecordId?)null)) ?? [];
        var differs = plan?.Steps.Where(s => s.Programme is not null && s.Programme != s.Computed)
            .ToDictionary(s => s.Visit?.Id.Value ?? s.Step, s => $"; {text.Format("cycle.differs", CertificateCards.Facts(("programme", CertificateCards.Date(s.Programme, facts)), ("computed", CertificateCards.Date(s.Computed, facts))))}") ?? [];
        var visits = body.Visits.Where(v => v.State != VisitStates.Cancelled).Select(v => (Due: v.From, Text:
            $"{CertificateCards.Date(v.From, facts)}: {text["visit." + CertificateCards.WordOf(PlanVisit.Kinds, v.Kind)]}, {text["state." + v.State]}{(v.IsPlanned && v.Until < today ? $", {text["cycle.late"]}" : "")} ({v.Id}){differs.GetValueOrDefault(v.Id.Value)}", Visit: (RecordId?)v.Id));
        return visits.Concat(owed).OrderBy(l => l.Due).Select(l => (l.Text, l.Visit));
    }

    /// <summary>The picture's facts in the reader's words.</summary>
    public static string Alt(Certificate body, CardFacts facts) => $"{facts.Text["cycle.alt"]} {string.Join("; ", Rows(body, facts).Select(r => r.Text))}";

    /// <param name="audits">The days on which reports of internal audits were issued.</param>
    /// <param name="reviews">The days on which management reviews were signed.</param>
    public static byte[] Draw(Certificate body, IReadOnlyList<DateOnly> audits, IReadOnlyList<DateOnly> reviews, DateOnly today)
    {
        var plan = CyclePlan.Of(body);
        // A cycle with the visits that led to it, and no earlier one.
        var from = plan?.Cycle.Decided.AddMonths(-BeforeCycle);
        DateOnly[] days = [.. from is null ? [today] : new[] { plan!.Cycle.Decided, plan.Cycle.Expires }, .. body.Visits.Select(v => v.From).Where(day => !(day < from))];
        var (first, last) = (days.Min().AddDays(-Edge), days.Max().AddDays(Edge));
        return Picture.Draw(Width, Height, canvas =>
        {
            using var ink = new SKPaint { Color = Ink, StrokeWidth = 4, IsAntialias = true };
            using var faint = new SKPaint { Color = Faint, StrokeWidth = 2, IsAntialias = true };
            for (var year = first.Year; year <= last.Year + 1; year++)
            {
                var january = new DateOnly(year, 1, 1);
                if (january <= last && january >= first) canvas.DrawLine(X(january), 30, X(january), Height - 20, faint);
                var middle = new DateOnly(year, 7, 1);
                if (middle <= last && middle >= first) Numerals.Draw(canvas, year, new SKPoint(X(middle), 34), 26, Ink);
            }
            canvas.DrawLine(Margin, Line, Width - Margin, Line, ink);
            if (plan is not null)
            {
                using var band = new SKPaint { Color = Held.WithAlpha(60) };
                canvas.DrawRect(SKRect.Create(X(plan.Cycle.Decided), Line - 8, X(plan.Cycle.Expires) - X(plan.Cycle.Decided), 16), band);
                foreach (var step in plan.Steps.Where(s => s.Visit is null)) Square(canvas, X(step.Due), Line, step.Due < today ? Late : Ink, isFilled: false, isLate: step.Due < today);
            }
            foreach (var visit in body.Visits.Where(v => v.State != VisitStates.Cancelled && Shows(v.From)))
                Square(canvas, X(visit.From), Line, visit.IsHeld ? Held : visit.Until < today ? Late : Ink, isFilled: visit.IsHeld, isLate: visit.IsPlanned && visit.Until < today);
            foreach (var day in audits.Where(Shows)) Dot(canvas, X(day), AuditLine, isFilled: true);
            foreach (var day in reviews.Where(Shows)) Dot(canvas, X(day), ReviewLine, isFilled: false);
            using var now = new SKPaint { Color = Late, StrokeWidth = 4, IsAntialias = true, PathEffect = SKPathEffect.CreateDash([12, 8], 0) };
            if (Shows(today)) canvas.DrawLine(X(today), 56, X(today), Height - 20, now);
        });

        bool Shows(DateOnly day) => day >= first && day <= last;

        float X(DateOnly day) => Margin + ((Width - (2 * Margin)) * (day.DayNumber - first.DayNumber) / (float)Math.Max(1, last.DayNumber - first.DayNumber));
    }

    /// <summary>The days of a keyed date of some records, in the organisation's zone.</summary>
    public static IReadOnlyList<DateOnly> DaysOf(IEnumerable<Head> heads, string date, string zone) =>
        [.. heads.Where(h => h.Dates.ContainsKey(date)).Select(h => LocalTimes.At(h.Dates[date], zone).Day)];

    private static string Owed(CycleStep step, DateOnly today, CardFacts facts)
    {
        var line = facts.Text.Format(step.Due < today ? "cycle.owedLate" : "cycle.owed", CertificateCards.Facts(("what", CertificateCards.StepName(step.Step, facts.Text)), ("day", CertificateCards.Date(step.Due, facts))));
        return step.Programme is null || step.Programme == step.Computed
            ? line
            : $"{line}; {facts.Text.Format("cycle.differs", CertificateCards.Facts(("programme", CertificateCards.Date(step.Programme, facts)), ("computed", CertificateCards.Date(step.Computed, facts))))}";
    }

    private static void Square(SKCanvas canvas, float x, float y, SKColor color, bool isFilled, bool isLate)
    {
        var square = SKRect.Create(x - Mark, y - Mark, 2 * Mark, 2 * Mark);
        using var ground = new SKPaint { Color = SKColors.White };
        using var fill = new SKPaint { Color = color, Style = isFilled ? SKPaintStyle.Fill : SKPaintStyle.Stroke, StrokeWidth = 4, IsAntialias = true };
        canvas.DrawRect(square, ground);
        canvas.DrawRect(square, fill);
        if (!isLate) return;
        using var hatch = new SKPaint { Color = color, StrokeWidth = 3, IsAntialias = true };
        canvas.DrawLine(square.Left, square.Bottom, square.Right, square.Top, hatch);
        canvas.DrawLine(square.Left, square.Top, square.Right, square.Bottom, hatch);
    }

    private static void Dot(SKCanvas canvas, float x, float y, bool isFilled)
    {
        using var paint = new SKPaint { Color = Ink, Style = isFilled ? SKPaintStyle.Fill : SKPaintStyle.Stroke, StrokeWidth = 4, IsAntialias = true };
        canvas.DrawCircle(x, y, Mark * 0.7f, paint);
    }
}
