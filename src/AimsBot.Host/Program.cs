using System.CommandLine;
using AimsBot.Host;
using AimsBot.Host.CommandLine;

// Later than the host's own end: whoever is told to stop first ends what it has begun.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = BotHost.StopPatience + TimeSpan.FromSeconds(1) };
return await AimsCommand.Make().Parse(args is [BotHost.DotnetRunMark, .. var rest] ? rest : args).InvokeAsync(configuration);
