using System.Text;
using AimsBot.Core.Audit;
using AimsBot.Core.Records;

namespace AimsBot.Tests.Bench;

/// <summary>Commits as a store gets them. What stands in them means nothing to it.</summary>
internal static class Commits
{
    public static readonly DateTimeOffset Monday = new(2027, 1, 4, 10, 0, 0, TimeSpan.Zero);

    public static Commit Create(string organisation, string id, Func<Head, Head>? with = null)
    {
        var head = new Head
        {
            Organisation = organisation,
            Id = new RecordId(id),
            Type = "thing",
            State = "open",
            Revision = 1,
            Basis = 1,
            Opened = Monday,
            Changed = Monday,
            LastHash = "",
            Acts = [new TakenAct("key-1", "thing.open", "PER-0000-0001", 1)],
            Body = "{\"v\":1}"u8.ToArray(),
        };
        return Of(with is null ? head : with(head));
    }

    public static Commit Follow(Head before, Func<Head, Head>? with = null)
    {
        var head = before with { Revision = before.Revision + 1 };
        return Of(with is null ? head : with(head));
    }

    public static FollowUp FollowUp(int number, DateTimeOffset next) => new()
    {
        Number = number,
        Step = "thing.tell",
        Record = new RecordId("THG-0000-0009"),
        Input = "{\"text\":\"later\"}"u8.ToArray(),
        Key = $"follow-up:{number}",
        NextAttempt = next,
    };

    /// <summary>A stored thing as text, so that two can be compared whole.</summary>
    public static string Text<T>(T value) => Encoding.UTF8.GetString(StoredJson.Write(value));

    private static Commit Of(Head head)
    {
        var header = Encoding.UTF8.GetBytes($"{{\"record\":\"{head.Id}\",\"revision\":{head.Revision}}}");
        var hash = AuditEntry.HashOf(header);
        return new Commit
        {
            Head = head with { LastHash = hash },
            Entry = new AuditEntry
            {
                Revision = head.Revision,
                Header = header,
                Hash = hash,
                Payload = Encoding.UTF8.GetBytes($"{{\"said\":\"at {head.Revision}\"}}"),
            },
        };
    }
}
