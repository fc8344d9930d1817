using Alerting.Core.Configuration.Integrations;
using Alerting.Core.Configuration.Reading.Global;
using Alerting.Core.Configuration.Reading.Receivers;
using Alerting.Core.Configuration.Reading.Schemas;

namespace Alerting.Core.Configuration.Reading.Beyond;

/// <summary>The types of integration that only <c>alerting.yml</c> has.</summary>
internal static class OwnTypes
{
    public static IReadOnlyList<ReceiverType> All { get; } =
    [
        // An empty one is complete.
        new("inbox", "InboxConfig", new([.. Key.Of(Kind.Truth, "send_resolved")])) { TakesNull = true, Build = Inbox },
        PrefectType.Prefect, WandbType.Wandb, SendGridType.SendGrid,
    ];

    private static Integration Inbox(Section own, int index, GlobalSettings settings) => new Integration.Inbox
    {
        Index = index,
        SendResolved = own.Truth("send_resolved", otherwise: true),
    };
}
