namespace Scim.Adapters.Jira.Sandbox;

/// <summary>Jira's texts in the site's language; nobody may decide anything by them.</summary>
internal sealed class JiraTexts(string language)
{
    private readonly bool _german = language.StartsWith("de", StringComparison.OrdinalIgnoreCase);

    public string Locale => _german ? "de_DE" : "en_US";

    public string NoUserNamed(string name) =>
        Say($"The user named '{name}' does not exist", $"Der Benutzer mit dem Namen '{name}' existiert nicht");

    public string NoUserWithKey(string key) =>
        Say($"The user with the key '{key}' does not exist", $"Der Benutzer mit dem Schlüssel '{key}' existiert nicht");

    public string OneOfNameAndKey => Say("Either the username or the key query parameters need to be provided", "Entweder der Benutzername oder der Schlüssel muss angegeben werden");

    public string NameTaken => Say("A user with that username already exists.", "Ein Benutzer mit diesem Benutzernamen existiert bereits.");

    public string NameMissing => Say("You must specify a username.", "Sie müssen einen Benutzernamen angeben.");

    public string NameCharacters => Say("The username must not contain '<', '>' or '&'.", "Der Benutzername darf '<', '>' und '&' nicht enthalten.");

    public string TooLong => Say("Must not exceed 255 characters in length.", "Darf nicht länger als 255 Zeichen sein.");

    public string EmailInvalid => Say("You must specify a valid email address.", "Sie müssen eine gültige E-Mail-Adresse angeben.");

    public string FullNameMissing => Say("You must specify a full name.", "Sie müssen einen vollständigen Namen angeben.");

    public string UnknownApplication => Say("The application does not exist.", "Die Anwendung existiert nicht.");

    public string NoSeats => Say("The license user limit has been exceeded.", "Die Benutzergrenze der Lizenz wurde überschritten.");

    public string ReadOnlyCreate => Say("Cannot add user, external user management is enabled.", "Der Benutzer kann nicht hinzugefügt werden, die externe Benutzerverwaltung ist aktiviert.");

    public string ReadOnlyUpdate => Say("Cannot edit user, the user directory is read-only.", "Der Benutzer kann nicht bearbeitet werden, das Benutzerverzeichnis ist schreibgeschützt.");

    public string ReadOnlyDelete => Say("Cannot delete user, the user directory is read-only.", "Der Benutzer kann nicht gelöscht werden, das Benutzerverzeichnis ist schreibgeschützt.");

    public string Lead(string name) => Say($"User '{name}' is a project lead and cannot be deactivated.", $"Der Benutzer '{name}' ist Projektleiter und kann nicht deaktiviert werden.");

    public string NotYourself => Say("You cannot do this to your own account.", "Das können Sie mit Ihrem eigenen Konto nicht tun.");

    public string Comments(string name, int count) =>
        Say($"Cannot delete user '{name}' because they have made {count} comments.", $"Benutzer '{name}' kann nicht gelöscht werden, da er {count} Kommentare abgegeben hat.");

    public string Assigned(string name, int count) => Say(
        $"Cannot delete user '{name}' because {count} issues are currently assigned to this person.",
        $"Benutzer '{name}' kann nicht gelöscht werden, da ihm derzeit {count} Vorgänge zugewiesen sind.");

    public string GroupTaken => Say("A group or user with this name already exists.", "Eine Gruppe oder ein Benutzer mit diesem Namen existiert bereits.");

    public string GroupNameMissing => Say("Group name cannot be empty.", "Der Gruppenname darf nicht leer sein.");

    public string NoGroup(string name) => Say($"The group named '{name}' does not exist.", $"Die Gruppe mit dem Namen '{name}' existiert nicht.");

    public string AlreadyMember(string user, string group) => Say(
        $"Cannot add user '{user}', user is already a member of '{group}'",
        $"Der Benutzer '{user}' kann nicht hinzugefügt werden, er ist bereits Mitglied von '{group}'");

    public string NoSuchMember(string user) => Say($"Cannot add user. '{user}' does not exist", $"Der Benutzer kann nicht hinzugefügt werden. '{user}' existiert nicht");

    public string NotMember(string user, string group) => Say(
        $"Cannot remove user '{user}' from group '{group}' since user is not a member of '{group}'",
        $"Der Benutzer '{user}' kann nicht aus der Gruppe '{group}' entfernt werden, da er kein Mitglied von '{group}' ist");

    public string LastAdministrator => Say(
        "You cannot remove your own account from the last group that grants administration.",
        "Sie können Ihr eigenes Konto nicht aus der letzten Gruppe entfernen, die Administrationsrechte gewährt.");

    public string AdministratorsOnly => Say("You are not permitted to do this; only Jira administrators are.", "Sie dürfen das nicht; nur Jira-Administratoren dürfen es.");

    public string NotLoggedIn => Say("You are not authenticated. Authentication required to perform this operation.", "Sie sind nicht angemeldet. Melden Sie sich an, um diesen Vorgang auszuführen.");

    public string SearchTermMissing => Say("The username query parameter was not provided", "Der Suchparameter username fehlt");

    public string Showing(int count, int total) =>
        Say($"Showing {count} of {total} matching groups", $"{count} von {total} passenden Gruppen werden angezeigt");

    private string Say(string english, string german) => _german ? german : english;
}
