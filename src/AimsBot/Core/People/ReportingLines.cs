namespace AimsBot.Core.People;

/// <summary>Who reports to whom: taken only so far that following managers always ends.</summary>
internal static class ReportingLines
{
    /// <summary>
    /// The rows, with the manager left out where it is the person, where nobody knows the manager, and for everyone in
    /// the file who is part of a ring. Each of them becomes a warning.
    /// </summary>
    /// <param name="rows">Each address once.</param>
    /// <param name="known">Who reports to whom outside the file.</param>
    /// <param name="warnings">Where the warnings go.</param>
    public static IEnumerable<PersonRow> Settle(
        IReadOnlyList<PersonRow> rows, IReadOnlyDictionary<string, string?> known, List<LineFault> warnings)
    {
        var managers = new Dictionary<string, string?>(known);
        foreach (var row in rows)
            managers[row.Email] = row.ManagerEmail;
        var rings = Rings(rows, managers);

        foreach (var row in rows)
        {
            var fault = row.ManagerEmail switch
            {
                null => null,
                var manager when manager == row.Email => Warn(PeopleFileFault.ManagerIsSelf),
                var manager when !managers.ContainsKey(manager) => Warn(PeopleFileFault.ManagerUnknown),
                _ when rings.TryGetValue(row.Email, out var count) => Warn(PeopleFileFault.ManagersInRing, ("count", count)),
                _ => null,
            };
            if (fault is null)
            {
                yield return row;
            }
            else
            {
                warnings.Add(fault);
                yield return row with { ManagerEmail = null };
            }

            LineFault Warn(string code, params (string, object)[] more) =>
                LineFault.Of(row.Line, code, [("manager", row.ManagerEmail!), .. more]);
        }
    }

    /// <summary>The people who come back to themselves by following managers, with the size of their ring.</summary>
    private static Dictionary<string, int> Rings(IEnumerable<PersonRow> rows, Dictionary<string, string?> managers)
    {
        var rings = new Dictionary<string, int>();
        var walked = new HashSet<string>();
        foreach (var row in rows)
        {
            // Nobody is walked through twice, so that the time is linear in any graph.
            var path = new List<string>();
            string? person = row.Email;
            while (person is not null && walked.Add(person))
            {
                path.Add(person);
                person = managers.GetValueOrDefault(person);
            }

            // The walk ended at a top, on an earlier walk, or in a ring: then on its own path.
            var start = person is null ? -1 : path.LastIndexOf(person);
            if (start >= 0)
            {
                foreach (var member in path.Skip(start))
                    rings.Add(member, path.Count - start);
            }
        }
        return rings;
    }
}
