using Alerting.Handler.Cli.Alertmanager;

namespace Alerting.Handler.Cli;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string All =
        """
        alerting: receives alerts, keeps them, and tells who has to know.

          alerting [serve]         receive and deliver until stopped (the default)
          alerting alertmanager    the same in the place of an Alertmanager, with its flags
          alerting demo            show what it does, without anything else installed
          alerting check PATH...   say what is wrong with configuration files or folders
          alerting routes show     draw the tree of routes
          alerting routes test     say which receivers an alert would go to
          alerting template render print what a template makes of a notification
          alerting send-test       tell a receiver that this is a drill, and print each receipt
          alerting enrich          print what would be said beside an alert, and how long each log source took
          alerting --version       print the version
          alerting COMMAND --help  print the options of a command

        Exit codes: 0 done, 1 refused (the reason is on stderr), 2 the command line is wrong.
        """;

    private const string Serve =
        """
        alerting serve: receive and deliver until stopped.

          --urls URLS            where to listen, http only, several separated by ; (ALERTING_URLS)
                                 default http://127.0.0.1:7071; under the Functions host its port is used
          --data FOLDER          where alerts are kept, on a local disk (ALERTING_DATA), default ./data
          --config PATH          alertmanager.yml, alerting.yml or a folder with them (ALERTING_CONFIG)
                                 default: everything goes to the inbox
          --external-url URL     our address in links (ALERTING_EXTERNAL_URL), default the first of --urls
          --insecure             listen beyond this machine although no token is set

        ALERTING_TOKEN           what callers must present, as a bearer token or a basic password
        ALERTING_INGEST_TOKEN    opens the doors that take alerts, and nothing else; without ALERTING_TOKEN all
                                 other doors are shut
        ALERTING_SECRET_...      secrets that the configuration names as env:ALERTING_SECRET_... in *_file fields
        ALERTING_MAX_BODY        largest body taken, in bytes, default 33554432

        An option beats its environment variable. SIGHUP has the configuration read again.
        """;

    private const string Demo =
        """
        alerting demo: show what it does, without anything else installed.

          --once                 end when everything is delivered, instead of staying until Ctrl+C

        Starts the real service on a free port with a temporary data folder and plays a story of about a minute into it.
        """;

    private const string Check =
        """
        alerting check PATH... [--online] [--url URL]: say what is wrong with configuration files or folders.

          --online               ask every log source once, and print what came of it; without it nothing is called
          --url URL              name the jobs that report to a service that runs without being declared there
                                 (ALERTING_TOKEN is presented)

        Prints every error and warning with file, line and key, then one line per path: ok or failed.
        Of an alertmanager.yml without an alerting.yml beside it, prints first what amtool check-config prints.
        Where there is no other error, every text of a receiver whose type is built is rendered for made-up
        notifications; one that fails is an error here, though serve starts with it.
        Exit codes: 0 nothing is wrong (there may be warnings), 1 something is.
        """;

    private const string Routes =
        """
        alerting routes [show]: draw the tree of routes.
        alerting routes test [NAME=VALUE...]: say which receivers an alert with these labels would go to.

          --config.file PATH     alertmanager.yml, alerting.yml or a folder with them; has to be given
          --tree                 test: draw the routes it takes, too
          --verify.receivers R   test: end with 1 unless these are the receivers, separated by commas, in order

        Prints what amtool config routes prints. Exit codes: 0 done, 1 refused or other receivers, 2 the command line
        is wrong.
        """;

    private const string Template =
        """
        alerting template render: print what a template makes of a notification.

          --template.text TEXT   the template, such as '{{ template "email.default.subject" . }}'; has to be given
          --template.glob GLOB   files of templates, besides the built-in ones; may be given more than once
          --template.data FILE   the notification, as JSON: the members of a webhook's body
                                 default: the made-up one that amtool has, of now
          --template.type TYPE   text (default) or html: whether values are escaped for where they stand

        Prints what amtool template render prints, without a newline at the end. Exit codes, as of amtool: 0 done, 1 the
        template or the data is wrong, or there is no template; 2 anything else of the command line is wrong.
        """;

    private const string SendTest =
        """
        alerting send-test: tell a receiver that this is a drill, and print what came of it.

          --receiver NAME        whom; has to be given
          --resolved             the end of the drill's alert, not its beginning
          --config PATH          alertmanager.yml, alerting.yml or a folder with them (ALERTING_CONFIG): a service of
                                 its own tells
          --url URL              a service that runs tells; its token is taken from ALERTING_TOKEN

        A line for each integration: what came of it, the vendor's id, what the vendor said.
        Exit codes: 0 all of them took it, 1 one did not or not as configured ("with a flaw": a template failed, a
        recipient was refused), 2 the command line is wrong.
        """;

    private const string Enrich =
        """
        alerting enrich: print what would be said beside an alert, and how long each log source took.

          --labels NAME=VALUE... the labels of the alert; at least one has to be given
          --at TIME              when it began, such as 2026-11-21T02:13:04Z; default: now
          --config PATH          alertmanager.yml, alerting.yml or a folder with them (ALERTING_CONFIG): its log
                                 sources are asked
          --data PATH            where no sources are configured, the folder logs in it is looked at; default:
                                 ./data (ALERTING_DATA)
          --url URL              a service that runs asks, which knows its jobs and other alerts, too; its token is
                                 taken from ALERTING_TOKEN

        Waits for every source as long as its own timeout allows; a message would leave after the deadline.
        Exit codes: 0 done, 1 a source failed or what was asked for cannot be read, 2 the command line is wrong.
        """;

    private const string Alertmanager =
        """
        alerting alertmanager: take the place of an Alertmanager: its flags (0.34), its alertmanager.yml, its API.

        """;

    private const string AfterFlags =
        """

          --help, -h             print this
          --version              print the version of Alertmanager that it stands for, and ours

        Accepted and without a meaning here (instances that are to act as one share a store):

        """;

    public static string Of(string command) => command switch
    {
        "serve" => Serve,
        "alertmanager" => string.Join('\n', [
            Alertmanager, .. Flags.All.Where(flag => flag.IsHonoured).Select(Line), AfterFlags,
            .. Flags.All.Where(flag => !flag.IsHonoured).Select(flag => $"  --{flag.Name}"),
        ]),
        "demo" => Demo,
        "check" => Check,
        "routes" => Routes,
        "template" => Template,
        "send-test" => SendTest,
        "enrich" => Enrich,
        _ => All,
    };

    private static string Line(Flag flag)
    {
        var start = flag.Kind == FlagKind.Truth ? $"  --{flag.Name}" : $"  --{flag.Name}={flag.Default}";
        return $"{start,-42} {flag.Help}";
    }
}
