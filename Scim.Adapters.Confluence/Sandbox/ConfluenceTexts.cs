namespace Scim.Adapters.Confluence.Sandbox;

/// <summary>Confluence's texts in the site's language; nobody may decide anything by them.</summary>
internal sealed class ConfluenceTexts(ConfluenceSandboxOptions options)
{
    public string NoUserWithKey(string key) => Say($"No user found with key : {key}", $"Kein Benutzer mit dem Schlüssel gefunden: {key}");

    public string NoUserNamed(string name) => Say($"No user found with username : {name}", $"Kein Benutzer mit dem Benutzernamen gefunden: {name}");

    public string NoGroup(string name) => Say($"No group found with name : {name}", $"Keine Gruppe mit dem Namen gefunden: {name}");

    public string NoTask(string id) => Say($"No long running task found with id : {id}", $"Keine lang laufende Aufgabe mit der ID gefunden: {id}");

    public string NameOrKey => Say("Either the username or the key must be given", "Benutzername oder Schlüssel müssen angegeben werden");

    public string NameTaken => Say("A user with this username already exists", "Ein Benutzer mit diesem Benutzernamen existiert bereits");

    public string NameInvalid => Say("The username is not valid", "Der Benutzername ist ungültig");

    public string FullNameInvalid => Say("The full name is not valid", "Der vollständige Name ist ungültig");

    public string EmailInvalid => Say("The email address is not valid", "Die E-Mail-Adresse ist ungültig");

    public string PasswordOrMail => Say("Either a password or a notification must be given", "Entweder ein Kennwort oder eine Benachrichtigung muss angegeben werden");

    public string UnknownMember => Say("Unrecognized property", "Unbekannte Eigenschaft");

    public string NoSeats => Say("The licence limit has been reached", "Die Lizenzgrenze wurde erreicht");

    public string GroupTaken => Say("A group with this name already exists", "Eine Gruppe mit diesem Namen existiert bereits");

    public string GroupNameInvalid => Say("The group name is not valid", "Der Gruppenname ist ungültig");

    public string GroupTypeMissing => Say("missing type id property 'type'", "die Eigenschaft 'type' fehlt");

    public string LastAdministrators => Say("The last group of administrators can't be removed", "Die letzte Administratorengruppe kann nicht entfernt werden");

    public string NotYourself => Say("You can't do this to your own account", "Das können Sie mit Ihrem eigenen Konto nicht tun");

    public string ReadOnly => Say("The user directory is read-only", "Das Benutzerverzeichnis ist schreibgeschützt");

    public string NotPermitted => Say("You are not permitted to perform this operation", "Sie sind zu diesem Vorgang nicht berechtigt");

    public string DeletionFailed => Say("The user could not be removed", "Der Benutzer konnte nicht entfernt werden");

    private string Say(string english, string german) => options.Language.StartsWith("de", StringComparison.OrdinalIgnoreCase) ? german : english;
}
