using System.Text.Json;
using Scim.Core.Adapters;

namespace Scim.Adapters.Roster;

/// <summary>The file. It is read anew for every call, because people edit it too; the gateway is the only program that writes it.</summary>
internal sealed class RosterFile(RosterOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<T> ReadAsync<T>(Func<RosterData, T> read, CancellationToken ct) => read(await LoadAsync(ct));

    #region change
    /// <summary>Reads, changes and writes in one turn; where <paramref name="change"/> throws, the file stays as it is.</summary>
    public async Task<T> ChangeAsync<T>(Func<RosterData, T> change, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var data = await LoadAsync(ct);
            var result = change(data);

            // From here on nobody can call it off: a change is in the file as a whole or not at all.
            var next = $"{options.File}.next";
            await File.WriteAllBytesAsync(next, JsonSerializer.SerializeToUtf8Bytes(data, RosterJson.Default.RosterData), CancellationToken.None);
            File.Move(next, options.File!, overwrite: true);
            return result;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProductException(new ProductFault.Forbidden($"The gateway may not write {options.File}: give its account the right to."), e);
        }
        catch (IOException e)
        {
            throw new ProductException(new ProductFault.Unavailable($"{options.File} can't be written: {e.Message}"), e);
        }
        finally
        {
            _turn.Release();
        }
    }
    #endregion

    public void Dispose() => _turn.Dispose();

    private async Task<RosterData> LoadAsync(CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize(await File.ReadAllBytesAsync(options.File!, ct), RosterJson.Default.RosterData) ?? new();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ProductException(new ProductFault.Forbidden($"The gateway may not read {options.File}: give its account the right to."), e);
        }
        catch (IOException e)
        {
            throw new ProductException(new ProductFault.Unavailable($"{options.File} can't be read: {e.Message}"), e);
        }
        catch (JsonException e)
        {
            throw new ProductException(new ProductFault.Unavailable($"{options.File} isn't a roster: {e.Message}"), e);
        }
    }
}
