using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scim.Tests.Documents;

/// <summary>What the documents say of the configuration, made from its keys.</summary>
internal static class ConfigurationDocuments
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Page(ImmutableArray<ConfigurationKey> keys)
    {
        var page = new StringBuilder(
            """
            # Configuration
            Every key, its default and its meaning. The tables are made from the code (`Scim.Tests/Documents`), and a test compares them with it.

            Layers, each of which overrides those before it: `appsettings.json` beside the executable (in a clone: in `Scim.Api/`),
            `appsettings.{Environment}.json` beside it, the environment (`Scim__Jira__BaseUrl`, two underscores for a colon), the command line
            (`--Scim:Jira:BaseUrl=…`). All of it is checked at start and by `scim check`; every fault is told at once, with its key, its value (a secret as
            `***`) and what is expected. A key that means nothing is a warning that names the nearest one that does.

            **Relative paths**, such as the store's default `scim.db` or a secret's file, start in the folder that the process runs in (the unit's
            `WorkingDirectory`), not beside the executable. A command such as `scim token create` works on the service's store only with the service's settings
            and in its folder: [operations.md](operations.md#commands-with-the-services-settings) says how.

            An editor that knows JSON schemas completes and checks `appsettings.json` where `"$schema"` at its top names
            [configuration.schema.json](configuration.schema.json): as a path from the file itself (in a clone `"../docs/configuration.schema.json"`), or
            copied beside it (`"./configuration.schema.json"`).

            | kind | written as |
            |---|---|
            | length of time | `500ms`, `8s`, `10m`, `1h`, `90d` or `00:00:08` |
            | list | one value with commas, or `Key:0`, `Key:1` … |
            | map | `Key:name` = value |
            | secret | the value itself, or in a file that the same key with `File` behind it names: `Scim__Jira__TokenFile=/run/secrets/jira` |
            | address | absolute, `http` or `https` |


            """);
        foreach (var section in keys.GroupBy(key => key.Key[..key.Key.LastIndexOf(':')]))
        {
            page.Append($"## {section.Key}\n| key | kind | default | meaning |\n|---|---|---|---|\n");
            foreach (var key in section)
            {
                page.Append($"| `{key.Key}` | {key.Kind} | {(key.Default is null ? "–" : $"`{key.Default}`")} | {key.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }

            page.Append('\n');
        }

        page.Append(
            """
            ## Beside `Scim`
            | key | default | meaning |
            |---|---|---|
            | `Logging:LogLevel:…` | `Information`; `Warning` for the framework | what is logged (`Logging__LogLevel__Scim=Debug`: a line for each request) |
            | `Logging:Console:FormatterName` | `json` where `scim serve` writes to no terminal, else `simple` | one JSON object on a line, with the request's id as `ScimRequestId` among its scopes; no personal values |
            | `OTEL_EXPORTER_OTLP_ENDPOINT` and OpenTelemetry's other `OTEL_…` | – | where metrics and traces go; unset: nowhere (`/metrics` is there all the same) |
            | `Kestrel:Certificates:Default:…` | – | a certificate for `https` addresses |

            """);
        return page.ToString();
    }

    public static string Schema(ImmutableArray<ConfigurationKey> keys)
    {
        var root = Section("Settings of the scim gateway.", closed: false);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        foreach (var key in keys)
        {
            var parts = key.Key.Split(':');
            var place = root;
            foreach (var part in parts[..^1])
            {
                var properties = place["properties"]!.AsObject();
                place = (properties[part] ??= Section(null, closed: true)).AsObject();
            }

            place["properties"]![parts[^1]] = Value(key);
            if (key.IsSecret)
            {
                place["properties"]![parts[^1] + "File"] = new JsonObject { ["type"] = "string", ["description"] = $"A file with the value of {parts[^1]}." };
            }
        }

        // Other adapters have sections of their own.
        root["properties"]!["Scim"]!["additionalProperties"] = true;
        return root.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(string? description, bool closed)
    {
        var section = new JsonObject { ["type"] = "object" };
        if (description is not null)
        {
            section["description"] = description;
        }

        section["properties"] = new JsonObject();
        if (closed)
        {
            section["additionalProperties"] = false;
        }

        return section;
    }

    private static JsonObject Value(ConfigurationKey key)
    {
        var value = new JsonObject();
        if (key.Meaning.Length > 0)
        {
            value["description"] = key.Meaning.Replace("`", "", StringComparison.Ordinal);
        }

        switch (key.Kind)
        {
            case "true or false":
                value["type"] = "boolean";
                value["default"] = key.Default == "true";
                return value;
            case "whole number":
                value["type"] = "integer";
                value["default"] = int.Parse(key.Default!);
                return value;
            case "list":
                value["type"] = new JsonArray("array", "string");
                value["items"] = new JsonObject { ["type"] = "string" };
                return value;
            case "map":
                value["type"] = "object";
                value["additionalProperties"] = new JsonObject { ["type"] = "string" };
                return value;
            case "length of time":
                value["type"] = "string";
                value["pattern"] = "^(0|[0-9.]+(ms|s|m|h|d)|([0-9]+\\.)?[0-9]+:[0-9]+(:[0-9.]+)?)$";
                break;
            case "address":
                value["type"] = "string";
                value["format"] = "uri";
                break;
            default:
                value["type"] = "string";
                break;
        }

        if (!key.Choices.IsEmpty)
        {
            value["enum"] = new JsonArray([.. key.Choices.Select(choice => (JsonNode)JsonValue.Create(choice))]);
        }

        if (key.Default is not null)
        {
            value["default"] = key.Default;
        }

        return value;
    }
}
