namespace Scim.Api.Composition;

/// <summary>A folder holds no adapter that can be used.</summary>
/// <param name="sentence">What is wrong with the folder and what is expected, as a predicate: <c>holds no adapter: expected …</c></param>
internal sealed class AdapterRefusedException(string sentence) : Exception(sentence);
