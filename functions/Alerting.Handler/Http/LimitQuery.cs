using System.Globalization;

namespace Alerting.Handler.Http;

/// <summary>The query parameter <c>limit</c>: a whole number from 1 on; 50 where there is none.</summary>
internal static class LimitQuery
{
    private const int Usual = 50;

    /// <summary>The limit; null where it is none, which is then answered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="most">The greatest that is taken.</param>
    public static async Task<int?> Read(HttpContext context, int most)
    {
        string? text = context.Request.Query["limit"];
        if (string.IsNullOrEmpty(text))
        {
            return Usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1
            && limit <= most)
        {
            return limit;
        }

        await Problem.Write(
            context, StatusCodes.Status400BadRequest, $"limit: expected a whole number from 1 to {most}");
        return null;
    }
}
