using System.Globalization;
using AimsBot.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    // The servers to compare with run as processes of their own, as the host does.
    case [Floor.Argument]:
        return await Floor.RunAsync();
    case [BareTeams.Argument]:
        return await BareTeams.RunAsync();
}

(string Name, Func<Table, Task> Run)[] all =
[
    ("slack", HttpRows.SlackAsync),
    ("teams", HttpRows.TeamsAsync),
    ("replicas", HttpRows.ReplicasAsync),
    ("idle", HttpRows.IdleAsync),
    ("hour", HttpRows.HourAsync),
    ("store", StoreRows.CommitsAsync),
    ("sweep", StoreRows.SweepAsync),
    ("campaign", StoreRows.CampaignAsync),
    ("audit", StoreRows.AuditAsync),
    ("review", StoreRows.ReviewAsync),
    ("cycle", CycleRows.RunAsync),
    ("verify", StoreRows.VerifyAsync),
    ("cards", CardRows.RunAsync),
];
if (args.Except(all.Select(one => one.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no {unknown}; there are {string.Join(", ", all.Select(one => one.Name))}.");
    return 2;
}
var table = new Table();
foreach (var (name, run) in all.Where(one => args.Length == 0 ? one.Name != "hour" : args.Contains(one.Name)))
{
    Console.Error.WriteLine($"{name} …");
    await run(table);
}
return 0;
