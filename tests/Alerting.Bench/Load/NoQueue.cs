using Alerting.Core.Ports;

namespace Alerting.Bench.Load;

/// <summary>Drops every message: what is measured is what comes before it.</summary>
internal sealed class NoQueue : IQueue
{
    public bool RemembersIds => true;

    public Task Send(string queue, string id, string body, DateTimeOffset at, CancellationToken cancellation) =>
        Task.CompletedTask;
}
