namespace Scim.Api.Commands.Replay;

/// <summary>A made-up company of 200 people and 12 groups; the same at every run.</summary>
internal sealed class EntraDirectory
{
    public const int People = 200;

    private static readonly string[] Given =
    [
        "Ines", "Tim", "Mara", "Jonas", "Aiko", "Luís", "Zoë", "Omar", "Freya", "Nikhil",
        "Chloé", "Bjørn", "Paula", "Yusuf", "Greta", "Mateo", "Ngozi", "Sean", "Łucja", "Dmitri",
    ];

    private static readonly string[] Family =
    [
        "Alba", "Vogt", "O'Neill", "Sørensen", "Tanaka", "García", "Nowak", "Haddad", "Lindqvist", "Rao",
    ];

    private static readonly string[] Departments = ["Finance", "Engineering", "Operations", "Legal", "Sales"];

    private static readonly string[] GroupNames =
    [
        "Finance Team", "Engineering", "Operations", "Legal & Compliance", "Sales EMEA", "Sales Americas",
        "Project Aurora", "Project Borealis", "Works Council", "All Hands", "On-Call", "Contractors",
    ];

    public EntraDirectory()
    {
        for (var i = 0; i < People; i++)
        {
            Users.Add(Person(Given[i % Given.Length], Family[i / Given.Length], i, Departments[i % Departments.Length]));
            Users[i].Manager = i >= 5 ? Users[i % 5] : null;
        }

        for (var g = 0; g < GroupNames.Length; g++)
        {
            var group = new DirectoryGroup { ObjectId = ObjectId(9000 + g), DisplayName = GroupNames[g], ProductName = GroupNames[g] };
            group.Members.AddRange(Users.Where((_, i) => i % GroupNames.Length == g || (g == 9 && i % 2 == 0)));
            Groups.Add(group);
        }
    }

    public List<DirectoryUser> Users { get; } = [];

    public List<DirectoryGroup> Groups { get; } = [];

    /// <summary>Somebody who joins later.</summary>
    public static DirectoryUser Person(string given, string family, int number, string department)
    {
        var nickname = $"{Ascii(given)}.{Ascii(family)}";
        return new()
        {
            ObjectId = ObjectId(number),
            UserName = $"{nickname}@fabrikam.example",
            GivenName = given,
            FamilyName = family,
            Mail = $"{nickname}@fabrikam.example",
            MailNickname = nickname,
            Department = department,
        };
    }

    /// <summary>An object id as Entra writes it.</summary>
    private static string ObjectId(int number) => $"5d3c0f1e-7a42-4c6b-9f00-{number:x12}";

    private static string Ascii(string name) => new([.. name.ToLowerInvariant().Select(c => c switch
    {
        'í' => 'i', 'ë' or 'é' => 'e', 'ø' => 'o', 'ł' => 'l', 'á' => 'a', _ => c,
    }).Where(char.IsAsciiLetter)]);
}
