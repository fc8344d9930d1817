namespace Alerting.Core.Tests.Templates.Html;

/// <summary>An e-mail of the kind that teams write for themselves.</summary>
internal static class EmailTemplate
{
    /// <summary>Defines <c>team.html</c>.</summary>
    public const string Text = """
        {{ define "team.colour" }}{{ if eq . "critical" }}#d32f2f{{ else if eq . "warning" }}#f57c00{{ else }}#1976d2{{ end }}{{ end }}

        {{ define "team.silence" }}{{ .ExternalURL }}/#/silences/new?filter={{ printf "{alertname=%q}" .CommonLabels.alertname | urlquery }}{{ end }}

        {{ define "team.pairs" }}
        <table class="pairs" cellpadding="0" cellspacing=0 style="width: 100%; border-collapse: collapse; font: 12px/16px 'Segoe UI', sans-serif">
          {{- range .SortedPairs }}
          <tr{{ if eq .Name "severity" }} style="color: {{ template "team.colour" .Value }}"{{ end }}>
            <th align=left title="{{ .Name }}">{{ .Name }}</th>
            <td id='v-{{ .Name }}' data-value={{ .Value }}>{{ .Value }}</td>
          </tr>
          {{- else }}
          <tr><td colspan="2">none</td></tr>
          {{- end }}
        </table>
        {{ end }}

        {{ define "team.alert" }}
        <div class="alert {{ .Status }}" {{ if eq .Status "resolved" }}hidden{{ end }}>
          <h3 style="border-left: 4px solid {{ template "team.colour" .Labels.severity }}; padding-left: {{ len .Labels }}px">
            {{ .Labels.alertname | title }}: {{ or .Annotations.summary .Annotations.message "no summary" }}
          </h3>
          {{ with .Annotations.description }}<p>{{ . | reReplaceAll "\n" " / " }}</p>{{ end }}
          {{ with .Annotations.html }}<div>{{ safeHtml . }}</div>{{ end }}
          <p>
            since <time datetime="{{ .StartsAt.Format "2006-01-02T15:04:05Z07:00" }}">{{ .StartsAt.Format "Mon, 02 Jan 15:04" }}</time>
            {{- if .GeneratorURL }} &middot; <a href="{{ .GeneratorURL }}" rel='noopener' target=_blank>graph</a>{{ end }}
            {{- with .Annotations.runbook_url }} &middot; <a href={{ . }}>runbook</a>{{ end }}
            &middot; <a href="https://chat.example/ask?q={{ .Labels.alertname }}&amp;at={{ .Fingerprint }}#{{ .Labels.instance }}">ask</a>
          </p>
          {{ template "team.pairs" .Labels }}
          {{/* what comes last is for the table below */}}
        </div>
        {{ end }}

        {{ define "team.html" }}<!DOCTYPE html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .GroupLabels.SortedPairs.Values | join " " }}</title>
          <!-- for all that still read mail with it -->
          <style type="text/css">
            /* the frame */
            body { margin: 0; background: #f4f4f4 url("{{ .ExternalURL }}/bg.png?s={{ .Status }}") }
            .alert.{{ .Status }} { background: white } // odd
            @media only screen and (max-width: 640px) { .alert { padding: 0 !important } }
            h3:before { content: "{{ .Receiver }} \2014 " }
          </style>
          <script type="application/ld+json">
            { "@type": "EmailMessage", "name": {{ .CommonLabels.alertname }}, "about": "{{ .Receiver }}", "alerts": {{ .Alerts | len }} }
          </script>
        </head>
        <body onload="if (window.seen) { seen('{{ .Receiver }}', {{ .Alerts | len }}) }" bgcolor=#f4f4f4>
          <!--[if mso]><table width="600"><tr><td><![endif]-->
          {{ $external := .ExternalURL }}
          {{ $count := 0 }}
          <h1 style='color: {{ if eq .Status "firing" }}{{ template "team.colour" .CommonLabels.severity }}{{ else }}green{{ end }}'>{{ .Status }}</h1>
          <p>{{ .Alerts.Firing | len }} < {{ .Alerts | len }} &amp; more</p>
          {{ range $i, $a := .Alerts -}}
          {{ if gt $i 49 }}{{ break }}{{ end -}}
          {{ if not $a.Labels.alertname }}{{ continue }}{{ end -}}
          {{ template "team.alert" $a }}
          <img src="{{ $external }}/pixel/{{ $i }}.png" srcset="{{ $external }}/pixel/{{ $i }}.png 1x, {{ $external }}/pixel/{{ $i }}@2.png 2x" alt=>
          {{- end }}
          <form action='{{ template "team.silence" . }}'><textarea name=why rows="3">{{ .CommonAnnotations.summary }}</textarea>
            <input type="submit" value="Silence {{ .CommonLabels.alertname }}"{{ if eq .Status "resolved" }} disabled{{ end }}></form>
          <a style="background-image: url({{ $external }}/logo.png); width: {{ len .Alerts }}em" href='{{ $external }}/#/alerts?receiver={{ .Receiver | urlquery }}'>all</a>
          <!--[if mso]></td></tr></table><![endif]-->
        </body>
        </html>
        {{ end }}
        """;
}
