using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.Iso42001;
using AimsBot.Core.People;
using AimsBot.Core.Pump;
using AimsBot.Core.Records;
using AimsBot.Workflows.Audits;
using AimsBot.Workflows.Certification;
using AimsBot.Workflows.IncidentReport;
using AimsBot.Workflows.Policies;
using AimsBot.Workflows.Reviews;
using AimsBot.Workflows.Risks;
using AimsBot.Workflows.Statements;
using AimsBot.Workflows.SystemRegister;
using AimsBot.Workflows.Training;

namespace AimsBot.Host.Demo;

/// <summary>
/// What has happened in the demo organisation before anybody comes: real steps of its people, so that the trail of it is
/// real. A workflow adds its own.
/// </summary>
public sealed class DemoPast(HostSettings settings, DemoPeople demo, Catalogue catalogue, IRecordStore store, StepRunner runner, RecordPump pump, TimeProvider clock)
{
    // The last one creates something: once that is there, all of it is.
    private static readonly DemoStep[] Steps =
    [
        new("lea", RegisterSystem.Step, "translator", ("name", "Offer letter translator"), ("owner", "mona@demo.example"), ("status", "in-use")),
        new("lea", RegisterSystem.Step, "assistant", ("name", "Customer service assistant"), ("owner", "hanna@demo.example"), ("status", "in-use")),
        new("lea", RegisterSystem.Step, "screening", ("name", "CV screening"), ("owner", "mona@demo.example"), ("status", "pilot")),

        new("mona", ReportIncident.Step, "ranking", ("text", "The screening put applicants with a gap in their CV last, every time."), ("kind", "incident"), ("system", "@screening"), ("affected", "applicants with a career break"), ("severity", "S3")),
        new("hanna", TriageIncident.Step, "ranking", ("type", "incident"), ("categories", "bias"), ("severity", "S3"), ("system", "@screening"), ("death", "no"), ("infrastructure", "no"), ("rights", "no"), ("property", "no"), ("widespread", "no")),
        new("lea", CloseIncident.Step, "ranking", ("done", "The pilot ranks no longer; the recruiters read every CV. The supplier was told.")),

        new("tara", ReportIncident.Step, "logo", ("text", "The assistant's window shows last year's logo."), ("kind", "question"), ("system", "@assistant"), ("severity", "S4")),
        new("hanna", DismissIncident.Step, "logo", ("reason", "A matter for the web team; the system itself works as intended.")),

        new("mona", ReportIncident.Step, "refund", ("text", "The assistant promised a customer a refund that we do not give."), ("kind", "incident"), ("system", "@assistant"), ("affected", "one customer"), ("severity", "S3")),
        new("hanna", TakeIncident.Step, "refund"),
        new("hanna", TriageIncident.Step, "refund", ("type", "incident"), ("categories", "false-content"), ("severity", "S3"), ("system", "@assistant"), ("death", "no"), ("infrastructure", "no"), ("rights", "no"), ("property", "no"), ("widespread", "no")),

        new("lea", DraftPolicy.Step, "assistants", ("title", "Using AI assistants at work"), ("kind", "acceptable-use"), ("text", AssistantsPolicy), ("owner", "hanna@demo.example"), ("review", "12"), ("supports", "5.2, A.2.2")),
        new("tara", ApprovePolicy.Step, "assistants", ("significance", "material"), ("reason", "The first version; it says what the works council agreed to.")),
        new("lea", StartCampaign.Step, "reading", ("policy", "@assistants"), ("audience", "everyone")),
        new("lea", DraftCourse.Step, "literacy", ("title", "AI literacy for everyone"), ("purpose", "literacy"), ("text", LiteracyCourse), ("owner", "lea@demo.example"), ("roles", "staff"), ("valid", "12"), ("days", "30"), ("judged", "manager"), ("judge", "lea@demo.example")),
        new("lea", AddCourseQuestion.Step, "literacy", ("question", "An assistant sounds sure of itself. What does that tell you?"), ("right", "Nothing: it sounds so when it is wrong, too"), ("wrong", "That it has looked it up\nThat somebody has checked it"), ("why", "It is made to sound sure. Check what you pass on."), ("pass", "100")),
        new("lea", AddCourseQuestion.Step, "literacy", ("question", "It ranked people in a way that seems unfair. What do you do?"), ("right", "Stop using it for that, and report it"), ("wrong", "Put it right by hand and go on\nWait whether others see it too"), ("why", "Others are ranked by it meanwhile; a report stops that."), ("pass", "100")),
        new("lea", PublishCourse.Step, "literacy", ("significance", "material"), ("reason", "The first version.")),
        new("mona", RaiseRisk.Step, "career-break", ("system", "@screening"), ("event", "The screening ranks applicants with a career break last."), ("controls", "A recruiter reads every CV."), ("owner", "mona@demo.example")),
        new("mona", AssessRisk.Inherent, "career-break", ("likelihood", "4"), ("organisation", "3"), ("individuals", "5"), ("society", "3")),
        new("mona", TreatRisk.Step, "career-break", ("treatment", "change"), ("plan", "A second recruiter reads until the supplier has retrained the model."), ("controls", "A recruiter reads every CV.")),
        new("mona", AssessRisk.Current, "career-break", ("likelihood", "2"), ("organisation", "2"), ("individuals", "5"), ("society", "2")),
        new("mona", RequestAcceptance.Step, "career-break", ("reason", "The pilot ends in spring, and the recruiters need it until then."), ("conditions", "No new vacancies in the pilot."), ("until", "+90"), ("prohibited", "no"), ("unlawful", "no"), ("people", "yes")),

        new("lea", StartStatement.Step, "statement"),
        new("lea", DecideControls.Step, "statement", ("controls", string.Join(',', Requirements.Controls.Select(c => c.Id).Except(["A.10.4"]))), ("ground", "risk"), ("reason", "The risks of the systems in use ask for it."), ("link", "@career-break")),
        new("lea", DecideControls.Step, "statement", ("controls", "A.10.4"), ("ground", "no-such-activity"), ("reason", "We give no AI system to customers.")),
        new("tara", ApproveStatement.Step, "statement", ("reason", "I have gone through it with Lea, row by row.")),

        // An audit under way: one finding confirmed, one auditor not at the end of the list.
        new("lea", ChangeProgramme.Adopt, "programme", ("clauseMonths", "12"), ("controlMonths", "36"), ("lookBack", "24"), ("months", "8.4=6"), ("methods", "Interviews, and samples that the bot draws."), ("duties", "The lead auditor answers for the audit; nobody audits their own work."), ("reporting", "To those concerned and to top management, within two weeks."), ("reason", "The first programme.")),
        new("lea", PlanAudit.Step, "audit", ("title", "How we use AI and whom we buy it from"), ("goal", "Do we use AI systems as our own rules say?"), ("criteria", "ISO/IEC 42001 and our own policies"), ("method", "Interviews and samples"), ("scope", "8, A.9, A.10.2, A.10.3"), ("lead", "aino@demo.example"), ("auditors", "adam@demo.example"), ("from", "+0"), ("until", "+21")),
        new("aino", StartAudit.Step, "audit"),
        new("aino", AnswerItem.Step, "checklist", ("result", "conforms"), ("evidence", "@assistants"), ("note", "Planned and carried out as the policy says.")),
        new("aino", DrawSample.Step, "checklist", ("population", "systems"), ("size", "2")),
        new("aino", AnswerItem.Step, "checklist", ("result", "minor"), ("requirement", "8.3"), ("observation", "The plan of one risk names no day by which it is carried out."), ("evidence", "@career-break")),
        new("aino", ConfirmFinding.Step, "audit", ("finding", "8.3"), ("owner", "mona@demo.example")),

        // A review that was held and signed.
        new("lea", PlanReview.Step, "review", ("title", "Management review"), ("reason", "The yearly one."), ("meeting", "+0"), ("from", "+-182"), ("until", "+0"), ("chair", "tara@demo.example"), ("attendees", "lea@demo.example"), ("interval", "12")),
        new("lea", NoteInput.Step, "review", ("input", "earlier-actions"), ("words", "Nothing to report: this is the first review.")),
        new("lea", NoteInput.Step, "review", ("input", "stakeholders"), ("words", "Applicants ask more often how their CV was ranked.")),
        new("lea", NoteInput.Step, "review", ("input", "improvement"), ("words", "The recruiters ask for a shorter way to report a near miss.")),
        new("lea", MakePack.Step, "review"),
        new("tara", Decide.Step, "review", ("kind", "improvement"), ("text", "Tell every applicant that a tool helps to rank, and whom to ask."), ("owner", "mona@demo.example"), ("due", "+60")),
        new("tara", Conclude.Step, "review", ("suitable", "yes"), ("adequate", "partly"), ("effective", "yes"), ("text", "It works where it is used; applicants hear too little of it.")),
        new("tara", ConfirmAttendance.Step, "review"),
        new("lea", ConfirmAttendance.Step, "review"),
        new("tara", SignMinutes.Step, "review"),

        // A certificate in its second year: the first surveillance was held, the second has a day.
        new("lea", BeginCertification.Step, "certificate", ("body", "Nordic Certification AS"), ("scope", "AI systems in recruiting and customer service")),
        new("lea", ChangeLimits.Step, "certificate", ("majorDays", "90"), ("minorDays", "60"), ("stageDays", "60"), ("suspensionMonths", "6")),
        new("lea", PlanVisit.Step, "certificate", ("kind", "stage1"), ("from", "+-540"), ("until", "+-539")),
        new("lea", HoldVisit.Step, "visit1", ("from", "+-540"), ("until", "+-539")),
        new("lea", DecideVisit.Step, "visit1", ("outcome", "ready"), ("on", "+-538")),
        new("lea", PlanVisit.Step, "certificate", ("kind", "stage2"), ("from", "+-500"), ("until", "+-498")),
        new("lea", HoldVisit.Step, "visit2", ("from", "+-500"), ("until", "+-498")),
        new("lea", PlanVisit.Step, "certificate", ("kind", "surveillance"), ("from", "+-140"), ("until", "+-139")),
        new("lea", HoldVisit.Step, "visit3", ("from", "+-140"), ("until", "+-139")),
        new("lea", NoteFinding.Step, "visit3", ("grade", "opportunity"), ("clause", "A.6.2.4"), ("words", "The tests of the translator could name who reads them.")),
        new("lea", DecideVisit.Step, "visit3", ("outcome", "continued"), ("on", "+-120")),
        new("lea", GrantCertificate.Step, "certificate", ("number", "NC-AI-2207"), ("decided", "+-480"), ("expires", "+3y-480"), ("statement", "1")),
        new("lea", PlanVisit.Step, "certificate", ("kind", "surveillance"), ("from", "+150"), ("until", "+151"), ("leadAuditor", "the body's lead auditor"), ("agenda", "Internal audits, the review, earlier findings, changes, how the mark is used"), ("attendees", "tara@demo.example mona@demo.example")),
        new("tara", AnswerInvitation.Accept, "visit4"),

        new("mona", ReportIncident.Step, "names", ("text", "The translator swapped two names in an offer letter. It was noticed before it went out."), ("kind", "hazard"), ("system", "@translator"), ("severity", "S4")),
    ];

    private static readonly Step[] OpensOthers = [RequestAcceptance.Step, StartAudit.Step, AnswerItem.Step, ConfirmFinding.Step, SignMinutes.Step, PlanVisit.Step, HoldVisit.Step, DecideVisit.Step, GrantCertificate.Step];

    private const string AssistantsPolicy = """
        Use the assistants on the register of AI systems, and no others.

        Put no names of applicants or customers into them, and nothing that is secret.

        Read what they write before you pass it on: what you send is yours.

        Report at once what goes wrong, with /ai-incident.
        """;

    private const string LiteracyCourse = """
        An assistant writes what is likely, not what is true. It has no knowledge of our customers, and it does not know when it is wrong.

        Read what it writes as you would read a draft by somebody new here.

        People who are ranked, scored or refused by a system of ours may ask why. Know who answers that, and when to stop the system.
        """;

    public async Task SeedAsync(CancellationToken cancel)
    {
        await demo.SeedAsync(cancel);
        var organisation = settings.Organisation.Id;
        if (await FindAsync(Steps[^1], cancel) is not null) return;
        var records = new Dictionary<string, RecordId>();
        var times = new Dictionary<string, int>();
        foreach (var step in Steps)
        {
            times[KeyOf(step)] = times.GetValueOrDefault(KeyOf(step)) + 1;
            var answer = await runner.RunAsync(
                new InboundAction
                {
                    Organisation = organisation,
                    Actor = Actor.Of(await demo.PersonAsync(step.Who, cancel)),
                    Step = step.Step.Id,
                    Record = records.TryGetValue(step.Record, out var id) ? id : null,
                    // Each further one of a kind is an act of its own.
                    Key = times[KeyOf(step)] == 1 ? KeyOf(step) : string.Create(CultureInfo.InvariantCulture, $"{KeyOf(step)}:{times[KeyOf(step)]}"),
                    Input = step.Values.ToDictionary(v => v.Input, v => Filled(v.Value, records)),
                    Channel = ChannelNames.WebChat,
                },
                cancel);
            // Stopped halfway the last time, the same steps again are the same acts.
            if (answer is not Kept kept) throw new InvalidOperationException($"The demo's {step.Step.Id} on {step.Record} was not taken: {(answer as NotTaken)?.Refusal.Key}.");
            records[step.Record] = kept.Head.Id;
            // One by one, so that the cards stand in the order of what happened.
            await pump.AttendAsync(organisation, kept.Head.Id, cancel);
            // Which opened a record of its own.
            if (OpensOthers.Contains(step.Step)) await pump.SweepAsync(organisation, cancel);
            if (step.Step == PlanVisit.Step)
            {
                var number = Steps.TakeWhile(s => s != step).Count(s => s.Step == PlanVisit.Step) + 1;
                records[string.Create(CultureInfo.InvariantCulture, $"visit{number}")] = VisitWorkflow.IdOf(organisation, kept.Head.Id, number);
            }
            if (step.Step == StartAudit.Step) records["checklist"] = AuditWorkflow.ChecklistOf(organisation, kept.Head.Id, Actor.Of(await demo.PersonAsync("aino", cancel)).Person!.Id);
        }
    }

    private string Filled(string value, Dictionary<string, RecordId> records) => value switch
    {
        ['@', .. var word] => records[word].Value,
        // Three years from a day, less one: as a certificate prints its expiry.
        ['+', '3', 'y', .. var days] => clock.GetUtcNow().AddDays(int.Parse(days, CultureInfo.InvariantCulture)).AddMonths(36).AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ['+', .. var days] => clock.GetUtcNow().AddDays(int.Parse(days, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value,
    };

    private Task<Head?> FindAsync(DemoStep step, CancellationToken cancel) =>
        store.CreatedByAsync(settings.Organisation.Id, catalogue.ByStep(step.Step.Id)!.Value.Workflow!.Prefix, KeyOf(step), cancel);

    private static string KeyOf(DemoStep step)
    {
        var nth = Steps.TakeWhile(s => s != step).Count(s => s.Record == step.Record && s.Step == step.Step) + 1;
        return nth == 1 ? $"demo:{step.Record}:{step.Step.Id}" : $"demo:{step.Record}:{step.Step.Id}:{nth}";
    }
}
