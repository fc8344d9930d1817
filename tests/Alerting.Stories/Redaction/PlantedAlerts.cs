using System.Text.Encodings.Web;
using System.Text.Json;
using Alerting.Testing.Secrets;

namespace Alerting.Stories.Redaction;

/// <summary>Alerts with credentials in all places that an alert has, as Prometheus posts them.</summary>
internal static class PlantedAlerts
{
    public static string Of(PlantedSecret[] inAnnotations, PlantedSecret[] inUrls, PlantedSecret[] inLabels)
    {
        var annotated = inAnnotations.Select((planted, n) => $$"""
            {"labels":{"alertname":"Annotated{{n}}"},"annotations":{"summary":{{Quoted(planted.Text)}}},
             "generatorURL":{{Quoted(n < inUrls.Length ? Url(inUrls[n]) : "http://x/")}}}
            """);
        var labelled = inLabels.Select((planted, n) => Labelled($"Labelled{n}", planted.Text));
        return $"[{string.Join(',', annotated.Concat(labelled))}]";
    }

    /// <summary>Alerts whose logs have them.</summary>
    public static string Logged(PlantedSecret[] inExcerpts, EveryChannel channels)
    {
        foreach (var (n, planted) in inExcerpts.Index())
        {
            channels.Log($"log-{n}", $"ERROR read from the log: {planted.Text}\nERROR the end of the log\n");
        }

        var alerts = inExcerpts.Select((_, n) =>
            $$$"""{"labels":{"alertname":"Logged{{{n}}}","logged":"log-{{{n}}}"}}""");
        return $"[{string.Join(',', alerts)}]";
    }

    /// <summary>So many in the annotations of an alert, as many in its log: few alerts have all.</summary>
    public static string Full(PlantedSecret[] inAnnotations, PlantedSecret[] inExcerpts, int each, EveryChannel channels)
    {
        var alerts = inAnnotations.Chunk(each).Zip(inExcerpts.Chunk(each)).Select((both, n) =>
        {
            channels.Log($"full-{n}", string.Concat(both.Second.Select(planted => $"ERROR read from the log: {planted.Text}\n")));
            var notes = both.First.Select((planted, i) => $"\"note{i}\":{Quoted(planted.Text)}");
            return $$$"""{"labels":{"alertname":"Full{{{n}}}","logged":"full-{{{n}}}"},"annotations":{{{{string.Join(',', notes)}}}}}""";
        });
        return $"[{string.Join(',', alerts)}]";
    }

    public static string Labelled(string name, string leak) =>
        $$$"""{"labels":{"alertname":"{{{name}}}","leak":{{{Quoted(leak)}}}}}""";

    public static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // An address has one as a member of its query, whatever kind it is of.
    private static string Url(PlantedSecret planted) => $"http://prometheus.example/graph?access_token={planted.Needle}&g0.tab=1";
}
