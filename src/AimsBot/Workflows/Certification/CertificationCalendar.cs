using System.Text;
using AimsBot.Core.Cards;
using AimsBot.Core.Records;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace AimsBot.Workflows.Certification;

/// <summary>
/// The visits, what the cycle owes and the expiry as an iCalendar file (RFC 5545): whole days, each with an id that stays and a
/// sequence that grows when it moves.
/// </summary>
public static class CertificationCalendar
{
    public const string File = "certificate.ics";

    /// <summary>The most octets of a line, without its end (RFC 5545, 3.1).</summary>
    private const int MostOctets = 75;

    /// <param name="visits">The visits of the certificate, with their ids and states.</param>
    public static string Of(RecordId certificate, Certificate body, IEnumerable<(RecordId Id, string State, BodyVisit Visit)> visits, DateTimeOffset now, CardText text)
    {
        var calendar = new Calendar { ProductId = "-//AimsBot//Certification//EN" };
        foreach (var (id, state, visit) in visits.OrderBy(v => v.Visit.From).ThenBy(v => v.Id.Value, StringComparer.Ordinal))
        {
            var one = Day(id.Value, $"{text["visit." + CertificateCards.WordOf(PlanVisit.Kinds, visit.Kind)]}: {visit.Body}", visit.From, visit.Until, visit.Sequence, visit.ChangedAt);
            if (state == VisitStates.Cancelled) one.Status = EventStatus.Cancelled;
            calendar.Events.Add(one);
        }
        if (CyclePlan.Of(body) is { } plan)
        {
            var cycle = CyclePlan.KeyOf(plan.Cycle);
            foreach (var step in plan.Steps.Where(s => s.Visit is null && s.Step != CycleStep.Recertification))
            {
                calendar.Events.Add(Day(
                    $"{certificate}-{cycle}-{step.Step}", text.Format("calendar.by", CertificateCards.Facts(("what", CertificateCards.StepName(step.Step, text)))), step.Due, step.Due, body.Programme.Count + body.Visits.Count, now));
            }
            calendar.Events.Add(Day($"{certificate}-{cycle}-expiry", text["calendar.expiry"], plan.Cycle.Expires, plan.Cycle.Expires, 0, now));
        }
        return Folded(new CalendarSerializer().SerializeToString(calendar)!);
    }

    // The end of whole days is the day after the last one.
    private static CalendarEvent Day(string id, string title, DateOnly from, DateOnly until, int sequence, DateTimeOffset changed) => new()
    {
        Uid = $"{id}@aimsbot",
        Summary = title,
        Start = new CalDateTime(from),
        End = new CalDateTime(until.AddDays(1)),
        Sequence = sequence,
        DtStamp = new CalDateTime(changed.UtcDateTime),
        LastModified = new CalDateTime(changed.UtcDateTime),
    };

    // The library folds by characters of UTF-16, and so within one; the standard counts octets.
    private static string Folded(string calendar)
    {
        var folded = new StringBuilder(calendar.Length);
        foreach (var line in calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > MostOctets)
                {
                    folded.Append("\r\n ");
                    octets = 1;
                }
                folded.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }
            folded.Append("\r\n");
        }
        return folded.ToString();
    }
}
