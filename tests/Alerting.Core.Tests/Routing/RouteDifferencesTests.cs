namespace Alerting.Core.Tests.Routing;

public sealed class RouteDifferencesTests
{
}
