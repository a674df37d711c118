using FluentValidation;
using Scim.Core.Options;
using Scim.Core.Provisioning;

namespace Scim.Api.Configuration;

/// <summary>How <see cref="UserPolicy"/> comes from the configuration (<c>Scim:Users</c>).</summary>
internal static class UserSection
{
    public const string Section = "Scim:Users";

    public static UserPolicy Read(OptionsReader reader, Reads reads)
    {
        var otherwise = new UserPolicy();
        return new()
        {
            OnDelete = reader.Choice(nameof(UserPolicy.OnDelete), otherwise.OnDelete),
            AdoptExisting = reader.Boolean(nameof(UserPolicy.AdoptExisting), otherwise.AdoptExisting),
            AdoptAdmins = reader.Boolean(nameof(UserPolicy.AdoptAdmins), otherwise.AdoptAdmins),
            TakeOver = reader.Choice(nameof(UserPolicy.TakeOver), otherwise.TakeOver),
            EmailFallback = reader.Text(nameof(UserPolicy.EmailFallback)),
            DefaultGroups = [.. reader.List(nameof(UserPolicy.DefaultGroups)) ?? []],
            Protected = reader.List(nameof(UserPolicy.Protected)) is { } names ? [.. names] : null,
            Reads = reads,
        };
    }
}

internal sealed class UserPolicyValidator : AbstractValidator<UserPolicy>
{
    public UserPolicyValidator() =>
        RuleFor(o => o.EmailFallback).Must(text => text is null || text.Replace("{userName}", "ann@example.com", StringComparison.Ordinal).Contains('@'))
            .WithMessage("is no e-mail address: expected one such as {userName}@users.invalid, where {userName} stands for the login name.");
}
