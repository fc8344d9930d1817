using Alerting.Handler.Http;
using Alerting.Handler.Reports;

namespace Alerting.Handler.ReceiveJob;

/// <summary>
/// <c>/api/ping/{job}</c> and <c>/api/ping/{job}/{word}</c> by GET, HEAD or POST. A browser that shows another page
/// asks for whatever that names: what it marks so is no ping.
/// </summary>
internal sealed class PingDoor(ReportDoor reports)
{
    public const string Path = "/api/ping/{job}/{word?}";

    public static readonly string[] Methods = ["GET", "HEAD", "POST"];

    public Task Handle(HttpContext context) => IsOfAnotherPage(context.Request.Headers)
        ? Problem.Write(context, StatusCodes.Status403Forbidden, "not for a web page of another origin, nor in advance")
        : reports.Handle(context);

    private static bool IsOfAnotherPage(IHeaderDictionary headers) =>
        headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
        || headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);
}
