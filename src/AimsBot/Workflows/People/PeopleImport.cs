using System.Globalization;
using AimsBot.Core;
using AimsBot.Core.Channels;
using AimsBot.Core.People;
using AimsBot.Core.Records;
using AimsBot.Workflows.Accounts;

namespace AimsBot.Workflows.People;

/// <summary>What an import did, or with a dry run would do.</summary>
public sealed record ImportReport
{
    public int Added { get; set; }
    public int Changed { get; set; }
    public int Returned { get; set; }
    public int Left { get; set; }
    public int Unchanged { get; set; }
    public int RolesGranted { get; set; }
    public int RolesTaken { get; set; }

    /// <summary>Why nothing was done at all.</summary>
    public IList<string> Refused { get; } = [];
}

/// <summary>
/// Takes a people file into the directory, each change by a step with its entry. It looks at everything before it
/// changes anything; stopped halfway, the same import again finishes it.
/// </summary>
public sealed class PeopleImport(StepRunner runner, IPeople people, IRecordStore store, Admission admission)
{
    /// <summary>A full import that would mark more than this part of the active people as left stops: the file is wrong.</summary>
    public const double MostLeaving = 0.1;

    public async Task<ImportReport> RunAsync(Organisation organisation, PeopleFile file, bool full, bool dryRun, string importKey, CancellationToken cancel)
    {
        var report = new ImportReport();
        var known = await EveryoneAsync(organisation, cancel);
        var byRow = new Dictionary<PersonRow, RecordId?>();
        var added = known.Values.Where(p => p.Details.Email is not null).ToLookup(p => p.Details.Email);
        foreach (var row in file.Rows)
        {
            // An import that was stopped may have added a person whose address nobody claimed yet.
            byRow[row] = await FindAsync(organisation, row, report, cancel) ?? added[row.Email].FirstOrDefault()?.Id;
        }
        foreach (var same in byRow.Where(r => r.Value is not null).GroupBy(r => r.Value!.Value, r => r.Key.Line).Where(lines => lines.Count() > 1))
        {
            report.Refused.Add($"Lines {string.Join(" and ", same.Order().Select(line => line.ToString(CultureInfo.InvariantCulture)))}: both are {same.Key}, "
                + "the one by the address, the other by an account. Put the account where it belongs.");
        }
        var found = byRow.Values.OfType<RecordId>().ToHashSet();
        var leaving = full ? known.Values.Where(p => p.IsActive && !found.Contains(p.Id)).ToArray() : [];
        var active = known.Values.Count(p => p.IsActive);
        if (leaving.Length > active * MostLeaving)
        {
            report.Refused.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{leaving.Length} of {active} people are not in the file, more than a tenth. Check the file; if they really left, import it in smaller steps."));
        }
        if (report.Refused.Count > 0) return report;

        foreach (var row in file.Rows)
        {
            if (byRow[row] is null)
            {
                report.Added++;
                if (!dryRun) byRow[row] = await AddAsync(organisation, row, cancel);
            }
        }
        // Managers may stand further down in the file, so that everyone exists before lines are drawn.
        var managers = byRow.Where(r => r.Value is not null).ToDictionary(r => r.Key.Email, r => r.Value!.Value);
        foreach (var person in known.Values)
        {
            if (person.Details.Email is { } email) managers.TryAdd(email, person.Id);
        }
        foreach (var row in file.Rows)
        {
            if (byRow[row] is { } id)
            {
                RecordId? manager = row.ManagerEmail is { } address && managers.TryGetValue(address, out var found2) ? found2 : null;
                await UpdateAsync(organisation, id, row, manager, report, dryRun, isNew: !known.ContainsKey(id), importKey, cancel);
            }
        }
        foreach (var person in leaving)
        {
            report.Left++;
            if (!dryRun) await TakeAsync(organisation, LeavePerson.Step, person.Id, $"import:{importKey}:leave:{person.Id}", new LeavePerson("not in the people file"), cancel);
        }
        return report;
    }

    private async Task<Dictionary<RecordId, Person>> EveryoneAsync(Organisation organisation, CancellationToken cancel)
    {
        var everyone = new Dictionary<RecordId, Person>();
        string? from = null;
        do
        {
            var page = await store.QueryAsync(organisation.Id, new RecordQuery { Type = PeopleDirectory.PersonType, Continuation = from }, cancel);
            foreach (var head in page.Heads) everyone[head.Id] = Person.From(head);
            from = page.Continuation;
        }
        while (from is not null);
        return everyone;
    }

    /// <summary>The person of a row: whoever has its address or one of its accounts; none for somebody new.</summary>
    private async Task<RecordId?> FindAsync(Organisation organisation, PersonRow row, ImportReport report, CancellationToken cancel)
    {
        var holders = new List<RecordId>();
        foreach (var key in KeysOf(row))
        {
            // Whoever was merged is found as whom they live on.
            if (await people.HolderAsync(organisation.Id, key, cancel) is { } holder) holders.Add((await people.PersonAsync(organisation.Id, holder.Person, cancel))?.Id ?? holder.Person);
        }
        if (holders.Distinct().Count() <= 1) return holders.Count == 0 ? null : holders[0];
        report.Refused.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"Line {row.Line}: the address and the accounts belong to different people already ({string.Join(", ", holders.Distinct())}). Merge them first, or leave the account out."));
        return holders[0];
    }

    private async Task<RecordId> AddAsync(Organisation organisation, PersonRow row, CancellationToken cancel)
    {
        var details = DetailsOf(row, new PersonDetails(), manager: null);
        var person = await admission.AddAsync(organisation, AccountKey.Email(row.Email), details, Actor.Operator, cancel);
        // Claimed at once: whoever comes with this address while the rest of a long file is added finds the person.
        return await admission.ClaimAsync(organisation, AccountKey.Email(row.Email), person.Id, cancel, Actor.Operator);
    }

    private async Task UpdateAsync(
        Organisation organisation, RecordId id, PersonRow row, RecordId? manager, ImportReport report, bool dryRun, bool isNew, string importKey, CancellationToken cancel)
    {
        var person = (await people.PersonAsync(organisation.Id, id, cancel))!;
        var key = $"import:{importKey}:{id}";
        var changed = false;
        changed |= await ClaimAccountsAsync(organisation, row, id, key, dryRun, cancel);
        if (!person.IsActive)
        {
            report.Returned++;
            if (!dryRun) person = await TakeAsync(organisation, ReturnPerson.Step, id, key + ":return", new ReturnPerson(), cancel);
        }
        var details = DetailsOf(row, person.Details, manager);
        if (!Same(details, person.Details))
        {
            changed = true;
            if (!dryRun) person = await TakeAsync(organisation, UpdatePerson.Step, id, key + ":update", new UpdatePerson(details), cancel);
        }
        var wanted = row.Roles.Append(Role.Staff).Distinct().ToArray();
        foreach (var role in wanted.Except(person.Details.Roles))
        {
            report.RolesGranted++;
            changed = true;
            if (!dryRun) await TakeAsync(organisation, GrantRole.Step, id, $"{key}:grant:{Roles.Name(role)}", new GrantRole(role), cancel);
        }
        foreach (var role in person.Details.Roles.Except(wanted).Where(r => !IsConfiguredAdministrator(organisation, row, r)))
        {
            report.RolesTaken++;
            changed = true;
            if (!dryRun) await TakeAsync(organisation, TakeRole.Step, id, $"{key}:take:{Roles.Name(role)}", new TakeRole(role), cancel);
        }
        if (isNew) return;
        if (changed) report.Changed++;
        else report.Unchanged++;
    }

    // The configuration makes administrators; a file that does not know of it must not undo that.
    private static bool IsConfiguredAdministrator(Organisation organisation, PersonRow row, Role role) =>
        role == Role.Administrator && organisation.Administrators.Contains(row.Email);

    private async Task<bool> ClaimAccountsAsync(Organisation organisation, PersonRow row, RecordId id, string key, bool dryRun, CancellationToken cancel)
    {
        var changed = false;
        foreach (var account in KeysOf(row))
        {
            var holder = await people.HolderAsync(organisation.Id, account, cancel);
            if (holder is null && !dryRun) await admission.ClaimAsync(organisation, account, id, cancel, Actor.Operator);
        }
        foreach (var account in AccountsOf(row))
        {
            if (await people.HolderAsync(organisation.Id, AccountKey.Of(account), cancel) is not { IsOpen: false } closed) continue;
            changed = true;
            if (!dryRun) await RunAsync(organisation, ReopenAccount.Step, closed.Account, $"{key}:reopen:{closed.Account}", new ReopenAccount(account), cancel);
        }
        return changed;
    }

    private static IEnumerable<AccountKey> KeysOf(PersonRow row)
    {
        yield return AccountKey.Email(row.Email);
        foreach (var account in AccountsOf(row)) yield return AccountKey.Of(account);
    }

    private static IEnumerable<ChatAccount> AccountsOf(PersonRow row)
    {
        if (row is { SlackTeam: { } team, SlackUser: { } user }) yield return new ChatAccount(ChannelNames.Slack, team, user);
        if (row is { TeamsTenant: { } tenant, TeamsObjectId: { } id }) yield return new ChatAccount(ChannelNames.Teams, tenant, id);
    }

    private static PersonDetails DetailsOf(PersonRow row, PersonDetails before, RecordId? manager) => before with
    {
        Name = row.Name,
        Email = row.Email,
        Manager = manager,
        TimeZone = row.TimeZone,
        Language = row.Language,
        Country = row.Country ?? before.Country,
        Department = row.Department ?? before.Department,
        Employment = row.Employment ?? before.Employment,
        PreferredChannel = row.PreferredChannel ?? before.PreferredChannel,
        StartDate = row.StartDate ?? before.StartDate,
        EndDate = row.EndDate ?? before.EndDate,
        LeaveFrom = row.LeaveFrom ?? before.LeaveFrom,
        LeaveUntil = row.LeaveUntil ?? before.LeaveUntil,
        Accounts = [.. before.Accounts.Union(AccountsOf(row))],
        Unconfirmed = false,
    };

    private static bool Same(PersonDetails a, PersonDetails b) =>
        StoredJson.Write(a with { Roles = [] }).AsSpan().SequenceEqual(StoredJson.Write(b with { Roles = [] }));

    private async Task<Person> TakeAsync(Organisation organisation, Step step, RecordId id, string key, object input, CancellationToken cancel) =>
        Person.From((await RunAsync(organisation, step, id, key, input, cancel)).Head);

    private async Task<Kept> RunAsync(Organisation organisation, Step step, RecordId id, string key, object input, CancellationToken cancel)
    {
        var answer = await runner.RunAsync(
            new InboundAction { Organisation = organisation.Id, Actor = Actor.Operator, Step = step.Id, Record = id, Key = key, Input = input }, cancel);
        return answer as Kept ?? throw new InvalidOperationException($"{step.Id} was not taken on {id}: {(answer as NotTaken)?.Refusal.Key}.");
    }
}
