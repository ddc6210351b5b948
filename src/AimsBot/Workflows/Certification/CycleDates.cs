namespace AimsBot.Workflows.Certification;

/// <summary>
/// The dates of a certification cycle (C4 to C8, C10 to C14). Plain dates; a step of months goes to the same day of the month, or to
/// its last one where there is no such day.
/// </summary>
public static class CycleDates
{
    public const int CycleMonths = 36;
    public const int FirstSurveillanceMonths = 12;
    public const int SecondSurveillanceMonths = 24;
    public const int VerificationMonths = 6;
    public const int RestoreMonths = 6;

    /// <summary>The latest day that may be printed as the last one: three years from the decision (C5), or from the old expiry where a cycle follows another (C11, C13).</summary>
    public static DateOnly LatestExpiry(DateOnly decided, DateOnly? oldExpiry) => (oldExpiry ?? decided).AddMonths(CycleMonths);

    /// <summary>The last day for the first surveillance; none after a recertification (C6).</summary>
    public static DateOnly? FirstSurveillance(DateOnly decided, CycleStart start) =>
        start == CycleStart.Initial ? decided.AddMonths(FirstSurveillanceMonths) : null;

    /// <summary>The calendar years that owe a surveillance: those between the decision's and the recertification's (C7).</summary>
    public static IEnumerable<int> YearsOwed(DateOnly decided, int recertificationYear)
    {
        for (var year = decided.Year + 1; year < recertificationYear; year++) yield return year;
    }

    /// <summary>
    /// The last day for the next surveillance; none where what is left of the cycle owes none. The first by C6 and C7, whichever
    /// ends earlier; the second by the earlier of 24 months and the end of the first year not served (C8).
    /// </summary>
    /// <param name="served">The last days of the surveillances of the cycle that were held.</param>
    public static DateOnly? NextSurveillance(Cycle cycle, int recertificationYear, IReadOnlyCollection<DateOnly> served)
    {
        var owed = YearsOwed(cycle.Decided, recertificationYear).Where(year => served.All(day => day.Year != year)).ToArray();
        var endOfYear = owed.Length > 0 ? new DateOnly(owed[0], 12, 31) : (DateOnly?)null;
        return served.Count switch
        {
            0 => Earlier(FirstSurveillance(cycle.Decided, cycle.Start), endOfYear),
            1 when endOfYear is not null => Earlier(cycle.Decided.AddMonths(SecondSurveillanceMonths), endOfYear),
            _ => endOfYear,
        };
    }

    /// <summary>Majors of a stage 2 are verified by then, or it is held again (9.5.3.2).</summary>
    /// <param name="lastDay">The last day of the stage 2.</param>
    public static DateOnly VerificationLimit(DateOnly lastDay) => lastDay.AddMonths(VerificationMonths);

    /// <summary>The last day on which a lapsed certificate can be restored (C13).</summary>
    public static DateOnly RestoreLimit(DateOnly expires) => expires.AddMonths(RestoreMonths);

    /// <summary>When a suspension usually ends in withdrawal or a smaller scope (C14).</summary>
    public static DateOnly SuspensionEnd(DateOnly from, int months) => from.AddMonths(months);

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;
}

/// <summary>How a certificate stands on a day, computed from its dates alone.</summary>
public static class Standing
{
    /// <summary>One of <see cref="CertificateStates"/>. On the day of the expiry it is still valid, on the next it is not (C12).</summary>
    public static string On(Certificate body, DateOnly day)
    {
        if (body.Withdrawn <= day) return CertificateStates.Withdrawn;
        if (body.Cycles.Any(c => c.Decided <= day && day <= c.Expires))
            return body.Suspensions.Any(s => s.From <= day && !(s.Lifted <= day)) ? CertificateStates.Suspended : CertificateStates.Valid;
        var ended = body.Cycles.Where(c => c.Expires < day).Select(c => c.Expires).DefaultIfEmpty().Max();
        return ended != default && day <= CycleDates.RestoreLimit(ended) ? CertificateStates.Expired : CertificateStates.None;
    }

    /// <summary>Whether there is a valid certificate: a suspended one is none (C14).</summary>
    public static bool IsValidOn(Certificate body, DateOnly day) => On(body, day) == CertificateStates.Valid;
}
