namespace Alerting.Adapters.Channels.Inbox;

/// <summary>A message of the local inbox.</summary>
/// <param name="NoticeId">The notice; a repeat of it is the same message.</param>
/// <param name="DecidedAt">When it was decided, UTC.</param>
/// <param name="Text">For people; see <see cref="PlainText.Render"/>.</param>
/// <param name="Json">All of it as one UTF-8 JSON object: <c>noticeId, attempt, receiver, groupKey, groupLabels,
/// reason, possibleRepeat, drill, statusReport, inPlaceOf, decidedAt, text, alerts[status, labels, annotations,
/// startsAt, endsAt, generatorURL, fingerprint], moreAlerts, context</c>, the last where there is one.</param>
public sealed record InboxMessage(string NoticeId, DateTimeOffset DecidedAt, string Text, ReadOnlyMemory<byte> Json);
