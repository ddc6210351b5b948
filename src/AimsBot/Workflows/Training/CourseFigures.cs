using System.Text.Json.Serialization;
using AimsBot.Core.Records;

namespace AimsBot.Workflows.Training;

/// <summary>
/// How a course stands. Each person whose roles need it is in one of the parts <see cref="Valid"/>, pending, overdue, unreachable and
/// exempt; the classes of evidence divide the valid ones (T5), and some of those are confirmed as competent (T1).
/// </summary>
public sealed record CourseFigures(int Declared, int Tested, int Recorded, int Competent, int Pending, int Overdue, int Unreachable, int Exempt)
{
    [JsonIgnore]
    public int Valid => Declared + Tested + Recorded;

    /// <summary>Everyone whose roles need it.</summary>
    [JsonIgnore]
    public int Headcount => Valid + Pending + Overdue + Unreachable + Exempt;

    public static IReadOnlyDictionary<string, RecordQuery> Queries(RecordId course, DateTimeOffset now)
    {
        // A date is before an instant, and what ends now has ended.
        var soon = now.AddMilliseconds(1);
        var all = new RecordQuery { Type = AssignmentWorkflow.TypeName, Parent = course };
        var assigned = all with { State = AssignmentStates.Assigned };
        var queries = new Dictionary<string, RecordQuery>
        {
            ["assigned"] = assigned,
            ["exempt"] = all with { State = AssignmentStates.Exempt },
            ["overdue"] = assigned with { Date = AssignmentWorkflow.OverdueDate, DateBefore = soon },
            ["unreachable"] = assigned with { Date = AssignmentWorkflow.UnreachableDate, DateBefore = soon },
            ["valid"] = all with { Date = AssignmentWorkflow.ValidDate },
            ["ended"] = all with { Date = AssignmentWorkflow.ValidDate, DateBefore = soon },
            ["renewing"] = assigned with { Date = AssignmentWorkflow.ValidDate },
            ["renewal-ended"] = assigned with { Date = AssignmentWorkflow.ValidDate, DateBefore = soon },
        };
        foreach (var date in new[] { AssignmentWorkflow.DateOf(Evidence.Tested), AssignmentWorkflow.DateOf(Evidence.Recorded), AssignmentWorkflow.CompetentDate })
        {
            queries[date] = all with { Date = date };
            queries[date + "-ended"] = all with { Date = date, DateBefore = soon };
        }
        return queries;
    }

    public static CourseFigures Of(IReadOnlyDictionary<string, int> counts)
    {
        var (tested, recorded) = (Now(AssignmentWorkflow.DateOf(Evidence.Tested)), Now(AssignmentWorkflow.DateOf(Evidence.Recorded)));
        var renewing = counts["renewing"] - counts["renewal-ended"];
        return new CourseFigures(
            counts["valid"] - counts["ended"] - tested - recorded,
            tested,
            recorded,
            Now(AssignmentWorkflow.CompetentDate),
            counts["assigned"] - renewing - counts["overdue"] - counts["unreachable"],
            // What has ended before the clock came by is late as well.
            counts["overdue"] + counts["ended"] - counts["renewal-ended"],
            counts["unreachable"],
            counts["exempt"]);

        int Now(string date) => counts[date] - counts[date + "-ended"];
    }
}
