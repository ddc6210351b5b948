using System.Text.RegularExpressions;
using AimsBot.EndToEnd.Slack;
using AimsBot.EndToEnd.Teams;

namespace AimsBot.EndToEnd.Incidents;

/// <summary>Somebody in a chat, whichever it is: reports, presses buttons, fills in forms, reads.</summary>
public abstract partial class Colleague(string name)
{
    public string Name => name;

    /// <summary>Reports by command, and gives the number on the receipt.</summary>
    public abstract Task<string> Reports(string text);

    /// <summary>Opens the form for a report, fills it in and sends it, and gives the number on the receipt.</summary>
    public abstract Task<string> ReportsByForm(params (string Field, string? Value)[] fields);

    /// <summary>Asks with a word, such as <c>tasks</c>, and reads the answer.</summary>
    public abstract Task<string> Asks(string word);

    /// <summary>Asks with a word, and presses a button on the answer, which opens a form.</summary>
    public abstract Task Opens(string word, string label);

    /// <summary>Waits until the card about a record says these words, and gives all that it says.</summary>
    public abstract Task<string> Sees(string id, string words);

    /// <summary>As <see cref="Sees"/>, with the patience that the next sweep, or the claim of a sender who died, asks for.</summary>
    public Task SeesInTheEnd(string id, string words) => Eventually.Is(
        async () =>
        {
            try
            {
                await Sees(id, words);
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        },
        $"{Name} seeing '{words}' on {id}",
        seconds: 180);

    /// <summary>The buttons on the card about a record.</summary>
    public abstract IReadOnlyList<string> Buttons(string id);

    /// <summary>Presses a button on the card about a record, once it is there: a card that is behind comes up to date by itself.</summary>
    public async Task Presses(string label, string id)
    {
        await Eventually.Is(() => Task.FromResult(Buttons(id).Contains(label)), $"{Name} seeing '{label}' on the card of {id}");
        await PressesNow(label, id);
    }

    protected abstract Task PressesNow(string label, string id);

    /// <summary>Fills in the form that a button opened, and sends it. Gives what is to be read afterwards.</summary>
    public abstract Task<string> Submits(string id, params (string Field, string? Value)[] fields);

    /// <summary>Turns a page of the form that a button opened.</summary>
    public abstract Task Turns(string label);

    /// <summary>What the form that a button opened says.</summary>
    public abstract string Reads();

    /// <summary>Shares a file with the bot, with a word beside it.</summary>
    public abstract Task Shares(string name, string mediaType, byte[] content, string text);

    /// <summary>The act of a button, to be sent when and as often as a test likes; sending it gives what the person is told at once.</summary>
    public abstract Func<Task> Press(string label, string id);

    protected static string NumberIn(string text) => Number().Match(text) is { Success: true } found ? found.Value : throw new Xunit.Sdk.XunitException($"There is no number in: {text}");

    [GeneratedRegex("INC-[0-9A-Z]{4}-[0-9A-Z]{4}")]
    private static partial Regex Number();
}

/// <summary>Somebody in Slack.</summary>
public sealed class SlackColleague(string name, SlackPerson person) : Colleague(name)
{
    public override async Task<string> Reports(string text) => NumberIn((await person.Hears($"/ai-incident {text}")).Reading);

    public override async Task<string> ReportsByForm(params (string Field, string? Value)[] fields)
    {
        await person.Types("/ai-incident");
        await person.SeesForm();
        await person.Submits(fields);
        return NumberIn(person.Form!.View.ToJsonString());
    }

    public override async Task<string> Asks(string word) => (await person.Hears($"/aims {word}")).Reading;

    public override async Task Opens(string word, string label) => await person.Clicks(label, await person.Hears($"/aims {word}"));

    public override async Task<string> Sees(string id, string words) => (await SlackOffice.Card(person, id, words)).Reading;

    public override IReadOnlyList<string> Buttons(string id) => Card(id).Buttons;

    protected override Task PressesNow(string label, string id) => person.Clicks(label, Card(id));

    public override async Task<string> Submits(string id, params (string Field, string? Value)[] fields)
    {
        await person.SeesForm();
        await person.Submits(fields);
        return person.Form is { } form ? $"{string.Join('\n', form.Errors.Values)}\n{form.View.ToJsonString()}" : "";
    }

    public override async Task Turns(string label) => await person.Clicks(label, await person.SeesForm());

    public override string Reads() => person.Form?.Reading ?? "";

    public override Task Shares(string name, string mediaType, byte[] content, string text) => person.Shares(name, mediaType, content, text);

    public override Func<Task> Press(string label, string id)
    {
        var click = person.Click(label, Card(id));
        return () => person.Sends(click);
    }

    private SlackDoubleMessage Card(string id) => person.Messages.Last(m => m.OnlyFor is null && m.Reading.Contains(id, StringComparison.Ordinal) && m.Buttons.Count > 0);
}

/// <summary>Somebody in Teams.</summary>
public sealed class TeamsColleague(string name, TeamsPerson person) : Colleague(name)
{
    private TeamsDoubleMessage? _form;

    public TeamsPerson Person => person;

    public override async Task<string> Reports(string text)
    {
        var before = person.Messages.Count;
        await person.Types($"incident {text}");
        return NumberIn((await Said(before)).ReadingFor(person.UserId));
    }

    public override async Task<string> ReportsByForm(params (string Field, string? Value)[] fields)
    {
        var before = person.Messages.Count;
        await person.Types("incident");
        var form = await Said(before);
        await person.Clicks(SendLabel(form), form, fields);
        return NumberIn(form.ReadingFor(person.UserId));
    }

    public override async Task<string> Asks(string word)
    {
        var before = person.Messages.Count;
        await person.Types(word);
        return (await Said(before)).ReadingFor(person.UserId);
    }

    public override async Task Opens(string word, string label)
    {
        var before = person.Messages.Count;
        await person.Types(word);
        // What makes something new opens as a dialog.
        _form = null;
        await person.Clicks(label, await Said(before));
    }

    public override async Task<string> Sees(string id, string words)
    {
        var card = await Eventually.Sees(
            () => person.Messages.LastOrDefault(m => Reading(m).Contains(id, StringComparison.Ordinal) && Reading(m).Contains(words, StringComparison.Ordinal)),
            () => $"'{words}' on the card of {id} among: {string.Join(" | ", person.Messages.Select(Reading))}");
        return Reading(card);
    }

    public override IReadOnlyList<string> Buttons(string id) => person.Buttons(Card(id));

    protected override async Task PressesNow(string label, string id)
    {
        _form = Card(id);
        await person.Clicks(label, _form);
    }

    public override async Task<string> Submits(string id, params (string Field, string? Value)[] fields)
    {
        if (_form is not { } form)
        {
            await person.Submits(fields);
            return person.Dialog?.Reading ?? "";
        }
        await person.Clicks(SendLabel(form), form, fields);
        return $"{person.Notice?.Text}\n{Reading(form)}";
    }

    public override async Task Turns(string label) => await person.Clicks(label, _form!);

    public override string Reads() => Reading(_form!);

    public override Task Shares(string name, string mediaType, byte[] content, string text) => person.Shares(name, mediaType, content, text);

    public override Func<Task> Press(string label, string id)
    {
        var card = Card(id);
        var click = person.Click(label, card);
        return () => person.Sends(click, card);
    }

    private string Reading(TeamsDoubleMessage message) => message.ReadingFor(person.UserId);

    private TeamsDoubleMessage Card(string id) => person.Messages.Last(m => Reading(m).Contains(id, StringComparison.Ordinal) && person.Buttons(m).Count > 0);

    private Task<TeamsDoubleMessage> Said(int before) => Eventually.Sees(() => person.Messages.Count > before ? person.Messages[^1] : null, () => "an answer");

    private string SendLabel(TeamsDoubleMessage form) =>
        (string)form.CardsFor(person.UserId).SelectMany(TeamsScreen.Actions).Single(a => a["data"]?["form"] is not null)["title"]!;
}
