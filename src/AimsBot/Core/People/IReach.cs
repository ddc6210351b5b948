namespace AimsBot.Core.People;

/// <summary>Hears whom no card reaches any more, and whom one reaches again.</summary>
public interface IReach
{
    Task LostAsync(Organisation organisation, Person person);

    Task FoundAsync(Organisation organisation, Person person);
}
