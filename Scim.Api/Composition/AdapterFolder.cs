using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Scim.Core.Adapters;

namespace Scim.Api.Composition;

/// <summary>Finds the adapter in a folder by reading its assemblies' metadata, so that nothing runs which isn't meant for this gateway.</summary>
internal static class AdapterFolder
{
    /// <summary>The folder itself, where it holds assemblies; else the folders in it, for a path that gathers several adapters.</summary>
    public static IEnumerable<string> In(string path)
    {
        var whole = Path.GetFullPath(path);
        return Directory.Exists(whole) && Assemblies(whole).Length == 0 && Directory.GetDirectories(whole) is { Length: > 0 } folders
            ? folders.Order(StringComparer.Ordinal)
            : [whole];
    }

    /// <summary>The one assembly that calls itself an adapter, and the version of the contract that it was built for.</summary>
    /// <exception cref="AdapterRefusedException">There is none, or more than one.</exception>
    public static (string Path, int Contract) Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new AdapterRefusedException("is no folder: expected one with an adapter and all that it needs, as \"dotnet publish\" leaves it.");
        }

        var found = Assemblies(folder).Select(path => (Path: path, Contract: ContractOf(path))).Where(a => a.Contract is not null).ToArray();
        return found switch
        {
            [var one] => (one.Path, one.Contract!.Value),
            [] => throw new AdapterRefusedException(
                "holds no adapter: expected an assembly with [assembly: ScimAdapter(typeof(…))] and all that it needs, as \"dotnet publish\" leaves it."),
            _ => throw new AdapterRefusedException(
                $"holds more than one adapter ({string.Join(", ", found.Select(a => Path.GetFileName(a.Path)))}): expected each in a folder of its own."),
        };
    }

    private static string[] Assemblies(string folder) => [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal)];

    /// <summary>The number in the assembly's <see cref="ScimAdapterAttribute"/>; null where it has none or is no assembly at all.</summary>
    private static int? ContractOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var image = new PEReader(file);
            if (!image.HasMetadata || image.GetMetadataReader() is not { IsAssembly: true } metadata)
            {
                return null;
            }

            return metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
                .Where(attribute => IsOurs(metadata, attribute))
                .Select(attribute => ContractOf(metadata.GetBlobReader(attribute.Value)))
                .FirstOrDefault();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsOurs(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        return parent.Kind == HandleKind.TypeReference
            && metadata.GetTypeReference((TypeReferenceHandle)parent) is var type
            && metadata.StringComparer.Equals(type.Name, nameof(ScimAdapterAttribute))
            && metadata.StringComparer.Equals(type.Namespace, typeof(ScimAdapterAttribute).Namespace!);
    }

    // ECMA-335 §II.23.3: a prolog, the type's name, the number.
    private static int? ContractOf(BlobReader value)
    {
        value.ReadUInt16();
        value.ReadSerializedString();
        return value.RemainingBytes >= sizeof(int) ? value.ReadInt32() : 0;
    }
}
