using System.Text;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Quizzes;
using AimsBot.Core.Records;
using AimsBot.Tests.Bench;
using AimsBot.Workflows.People;
using AimsBot.Workflows.Training;

namespace AimsBot.Tests.Workflows.Training;

/// <summary>An organisation with a lead, top management, a judge, a manager and her line, each reached in Slack.</summary>
public abstract class TrainingBench : IAsyncLifetime
{
    private protected static readonly DateTimeOffset Monday = Commits.Monday;

    /// <summary>A question with one right answer and two wrong ones.</summary>
    private protected static readonly NewQuestion Question = new("May names go in?", "No", ["Yes", "Sometimes"], "They are kept there.", 100);

    private protected CoreBench Bench { get; } = new();
    private protected FakeChannel Slack { get; } = new();

    private protected Actor Lea { get; private set; } = null!;
    private protected Actor Tom { get; private set; } = null!;
    private protected Actor Jane { get; private set; } = null!;
    private protected Actor Mona { get; private set; } = null!;
    private protected Actor Claus { get; set; } = null!;
    private protected Actor Sven { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Lea = await AddAsync("lea", Role.ComplianceLead);
        Tom = await AddAsync("tom", Role.TopManagement);
        Jane = await AddAsync("jane");
        Mona = await AddAsync("mona", Role.Manager);
        Claus = await ChangeAsync(await AddAsync("claus", Role.IncidentHandler), p => p with { Manager = Mona.Person!.Id });
        Sven = await ChangeAsync(await AddAsync("sven", Role.IncidentHandler), p => p with { Manager = Mona.Person!.Id });
    }

    public Task DisposeAsync()
    {
        Bench.Dispose();
        return Task.CompletedTask;
    }

    private protected async Task<Actor> AddAsync(string name, params Role[] roles) =>
        await Bench.LinkAsync(await Bench.PersonAsync(name, roles), new ChatAccount(ChannelNames.Slack, "T0BENCH", "U" + name.ToUpperInvariant()));

    private protected async Task<Actor> ChangeAsync(Actor actor, Func<PersonDetails, PersonDetails> change)
    {
        await Bench.KeepAsync(UpdatePerson.Step, new UpdatePerson(change((await Bench.PersonAsync(actor)).Details)), actor.Person!.Id);
        return Actor.Of(await Bench.PersonAsync(actor));
    }

    /// <summary>A course for incident handlers.</summary>
    private protected static CourseDetails Details(string text = "Read the guide.", Role[]? roles = null, Role[]? judged = null, CoursePurpose purpose = CoursePurpose.Role, int valid = 12) =>
        new("Handling incidents", purpose, text, "lea@example.com", roles ?? [Role.IncidentHandler], valid, 30, judged ?? [], judged is null ? null : "jane@example.com");

    private protected Task<Head> DraftAsync(CourseDetails? details = null) => Bench.KeepAsync(DraftCourse.Step, new DraftCourse(details ?? Details()), null, Lea);

    private protected async Task<Head> PublishAsync(CourseDetails? details = null, int questions = 0)
    {
        var draft = await DraftAsync(details);
        for (var i = 0; i < questions; i++) await Bench.KeepAsync(AddCourseQuestion.Step, new AddCourseQuestion(Question with { Text = $"Question {i + 1}?" }), draft.Id, Lea);
        var course = await Bench.KeepAsync(PublishCourse.Step, new PublishCourse(true, "the first"), draft.Id, Lea);
        await SweepAsync();
        return course;
    }

    private protected async Task NewVersionAsync(Head course, string text, bool isMaterial)
    {
        await Bench.KeepAsync(ReviseCourse.Step, new ReviseCourse(Details(text)), course.Id, Lea);
        await Bench.KeepAsync(PublishCourse.Step, new PublishCourse(isMaterial, "better"), course.Id, Lea);
    }

    private protected Task<Head> HeadAsync(Head course, Actor who) => Bench.HeadAsync(AssignmentWorkflow.IdOf("demo", course.Id, who.Person!.Id));

    private protected async Task<Assignment> BodyAsync(Head course, Actor who) => await Bench.BodyAsync<Assignment>((await HeadAsync(course, who)).Id);

    private protected async Task<Head> AttestAsync(Head course, Actor who, params int[] answers) =>
        await Bench.KeepAsync(AttestTraining.Step, new AttestTraining { Answers = answers }, (await HeadAsync(course, who)).Id, who);

    /// <summary>The places of the right answers, and of wrong ones.</summary>
    private protected async Task<(int[] Right, int[] Wrong)> AnswersAsync(Head course)
    {
        var hash = (await Bench.BodyAsync<Course>(course.Id)).Current!.Quiz!;
        var quiz = Quiz.Read(Encoding.UTF8.GetString((await Bench.Store.DocumentAsync("demo", hash, default))!))!;
        return ([.. quiz.Questions.Select(q => q.Right)], [.. quiz.Questions.Select(q => (q.Right + 1) % q.Options.Count)]);
    }

    private protected Task SweepAsync() => Bench.MakePump(null, Slack).SweepAsync("demo", default);

    private protected Task SweepAtAsync(DateTimeOffset at)
    {
        Bench.Clock.SetUtcNow(at);
        return SweepAsync();
    }

    /// <summary>What came to somebody as a message of its own, in the order of time.</summary>
    private protected IReadOnlyList<ShowRequest> Posts(Actor who) => [.. Slack.Requests.Where(r => r.Account.User == "U" + who.Name.ToUpperInvariant() && r.Message is null)];

    private protected int Asked(Actor who) => Posts(who).Count(p => p.Card.Name is "Training/Training" or "Shared/List");

    private protected async Task<CourseFigures> FiguresAsync(Head course)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (name, query) in CourseFigures.Queries(course.Id, Bench.Clock.GetUtcNow())) counts[name] = await Bench.Store.CountAsync("demo", query, default);
        return CourseFigures.Of(counts);
    }

    private protected async Task<string> CardAsync(Head head, Actor reader) =>
        Encoding.UTF8.GetString((await Bench.MakeCards().RecordAsync(CoreBench.Organisation, await Bench.HeadAsync(head.Id), reader.Person!, default))!.Json);

    private protected async Task<string> SaysAsync(Actor who, string words) =>
        Encoding.UTF8.GetString(Assert.IsType<CardReply>(await Bench.MakeWords().AnswerAsync(CoreBench.Visit(who), words, new Delivery(words + who.Id), default)).Card.Json);

    private protected async Task<string> ReceiptAsync(Step step, Head head, Actor who) =>
        Encoding.UTF8.GetString((await Bench.MakeCards().ReceiptAsync(CoreBench.Visit(who), step, head, default)).Json);
}
