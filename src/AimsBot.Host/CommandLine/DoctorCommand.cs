using System.CommandLine;

namespace AimsBot.Host.CommandLine;

/// <summary><c>doctor</c>: whether this installation can work, and what to do about each thing that stands in the way.</summary>
public static class DoctorCommand
{
    public static Command Make()
    {
        var doctor = new Command("doctor", "Checks the settings, the store, the clock, Slack, Teams and the public address, and says of each fault what to do. Changes nothing. 1: something is wrong.");
        doctor.SetAction((_, cancel) => RunAsync(cancel));
        return doctor;
    }

    private static async Task<int> RunAsync(CancellationToken cancel)
    {
        var builder = BotHost.Builder([]);
        var settings = HostSettings.Read(builder.Configuration, builder.Environment.IsDevelopment());
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(15) };
        var findings = await new Doctor(settings, builder.Configuration, http, TimeProvider.System).RunAsync(cancel);
        foreach (var finding in findings) Console.WriteLine(finding);
        return findings.Any(finding => finding.IsFault) ? 1 : 0;
    }
}
