namespace Scim.Core.Adapters;

/// <summary>
/// Who wants to know of the product calls made on behalf of the present request. The listener flows with the asynchronous context, so
/// that adapters need not hand it along, and is called from several threads at a time.
/// </summary>
public static class ProductCalls
{
    private static readonly AsyncLocal<Action<ProductCallTrace>?> Listener = new();

    /// <summary>Every call made in the present asynchronous context from here on is told to <paramref name="listener"/>.</summary>
    public static void Listen(Action<ProductCallTrace>? listener) => Listener.Value = listener;

    /// <summary>Every such call is told to <paramref name="listener"/> too.</summary>
    public static void ListenToo(Action<ProductCallTrace> listener)
    {
        var others = Listener.Value;
        Listener.Value = others is null ? listener : others + listener;
    }

    /// <summary>Tells the listener, if there is one.</summary>
    public static void Report(ProductCallTrace call) => Listener.Value?.Invoke(call);
}
