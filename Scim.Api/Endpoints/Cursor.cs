using Scim.Core.Protocol;

namespace Scim.Api.Endpoints;

/// <summary>What a cursor says (RFC 9865), bounded in size and complete: no replica has to remember anything.</summary>
/// <param name="Place">Where the walk goes on.</param>
/// <param name="Limit">The page size of the whole walk.</param>
/// <param name="Issued">When the page that carried it was answered.</param>
/// <param name="Query">A hash of what else was asked for.</param>
internal sealed record Cursor(PagePlace Place, int Limit, DateTimeOffset Issued, byte[] Query)
{
    /// <summary>Bytes of <see cref="Query"/>.</summary>
    public const int QueryLength = 16;

    // The first byte, so that a later version knows this form.
    private const byte Form = 1;

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Form);
        writer.Write(Issued.ToUnixTimeMilliseconds());
        writer.Write(Limit);
        writer.Write(Query);
        writer.Write(Place.Backward);
        Write(writer, Place.Youngest);
        Write(writer, Place.At);
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; null for another form.</summary>
    public static Cursor? Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadByte() != Form)
        {
            return null;
        }

        var issued = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var limit = reader.ReadInt32();
        var query = reader.ReadBytes(QueryLength);
        var backward = reader.ReadBoolean();
        var youngest = ReadPosition(reader);
        return new(new(youngest, ReadPosition(reader), backward), limit, issued, query);
    }

    private static void Write(BinaryWriter writer, PagePosition position)
    {
        writer.Write(position.Created.ToUnixTimeMilliseconds());
        writer.Write(position.Id);
        writer.Write(position.SortValue is not null);
        writer.Write(position.SortValue ?? "");
    }

    private static PagePosition ReadPosition(BinaryReader reader)
    {
        var created = DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());
        var id = reader.ReadString();
        var hasValue = reader.ReadBoolean();
        var value = reader.ReadString();
        return new(created, id, hasValue ? value : null);
    }
}
