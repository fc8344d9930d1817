using System.Collections.Immutable;
using System.Globalization;
using Alerting.Core.Logs.Said;
using Xunit;

namespace Alerting.Core.Tests.Logs.Said;

/// <summary>What is told apart, and what is one.</summary>
public sealed class SignatureKindsTests
{
    [Fact]
    public void What_R_says_of_its_end_is_not_what_was_wrong()
    {
        string[] logs =
            ["Error: cannot open file 'x'\nExecution halted", "Error: unexpected symbol\nExecution halted"];
        string[] templates = ["cannot open file '<*>'", "unexpected symbol"];

        Assert.Equal(templates, Of(Told.Of([.. logs.Select(log => Told.Alert(("log", log)))])));
        Assert.Equal(templates, Of(Told.Lines([.. logs.SelectMany(log => log.Split('\n'))])));
    }

    [Fact]
    public void The_end_of_R_alone_is_better_than_nothing() =>
        Assert.Equal(["Execution halted"], Of(Told.Lines("reading", "Execution halted")));

    [Theory]
    [InlineData("{0}Error: upstream call failed", "Timeout", "Connection", "Permission", "Memory")]
    [InlineData("{0} upstream call failed", "Late", "Refused", "Denied", "Lost")]
    [InlineData("step failed: {0}Error: upstream call", "Timeout", "Connection", "Permission", "Memory")]
    [InlineData("Failed to connect to database: {0}", "timeout", "refused", "unreachable", "unauthorized")]
    [InlineData("Failed to connect to database: connection {0}", "timeout", "refused", "reset", "closed")]
    public void What_says_what_is_wrong_is_no_name_that_differs(string line, params string[] words)
    {
        string[] lines = [.. words.Select(word => string.Format(CultureInfo.InvariantCulture, line, word))];

        Assert.Equal(lines.Order(StringComparer.Ordinal), Of(Told.Lines([.. lines.Select(it => $"ERROR {it}")])));
    }

    [Fact]
    public void Types_of_exceptions_stay_apart_however_many_there_are()
    {
        string[] lines = [.. Enumerable.Range('A', 10).Select(letter => $"{(char)letter}xError: upstream call failed")];

        Assert.Equal(lines, Of(Told.Lines([.. lines.Select(it => $"ERROR {it}")])));
    }

    [Theory]
    [InlineData("{0} is not there", "<*> is not there")]
    [InlineData("no such table: {0}", "no such table: <*>")]
    public void Many_words_at_the_beginning_or_the_end_are_names(string line, string template)
    {
        string[] names = ["orders", "stock", "prices", "visits", "clicks", "items", "returns", "invoices"];
        string[] lines = [.. names.Select(name => "ERROR " + string.Format(CultureInfo.InvariantCulture, line, name))];

        Assert.Equal([template], Of(Told.Lines(lines)));
    }

    [Theory]
    [InlineData("psycopg2.OperationalError: server closed")]
    [InlineData("urllib3.exceptions.MaxRetryError: no answer")]
    [InlineData("urllib3.exceptions.ReadTimeoutError: no answer")]
    [InlineData("psycopg2.errors.UndefinedTable: relation \"<*>\" does not exist")]
    [InlineData("boto3.exceptions.S3UploadFailedError: no answer")]
    [InlineData("py4j.protocol.Py4JJavaError: no answer")]
    [InlineData("c10::Error: no answer")]
    [InlineData("sqlite3.OperationalError")]
    [InlineData("sqlalchemy.exc.IntegrityError: (psycopg2.errors.UniqueViolation) duplicate key")]
    public void Types_of_packages_with_a_digit_are_kept(string line)
    {
        var trace = $"Traceback (most recent call last):\n  File \"/app/a.py\", line 1, in f\n{line}";

        Assert.Equal([line], Of(Told.Lines($"2026-11-21 02:00:00 ERROR {line}")));
        Assert.Equal([line + " at a.py:f"], Of(Told.Log(trace)));
    }

    [Theory]
    [InlineData("no route to db1.example.com: gave up", "no route to <*>: gave up")]
    [InlineData("cannot read part17.parquet", "cannot read <*>")]
    [InlineData("cannot read PART17.CSV: gone", "cannot read <*>: gone")]
    [InlineData("tenant42.Orders is locked", "<*> is locked")]
    [InlineData("job task_17_Failure: gone", "job <*>: gone")]
    public void Names_with_a_dot_and_a_digit_that_are_no_types_differ(string line, string template) =>
        Assert.Equal([template], Of(Told.Lines($"ERROR {line}")));

    [Theory]
    [InlineData("etl.load: disk full")]
    [InlineData("com.shop.Load: disk full")]
    public void The_logger_behind_a_level_is_dropped(string line) =>
        Assert.Equal(["disk full"], Of(Told.Lines($"ERROR {line}")));

    [Fact]
    public void A_list_of_quoted_words_is_one_however_long()
    {
        string[] lists = ["['age']", "['age', 'name']", "['age', 'name', 'zip']", "['age','zip']"];
        string[] lines = [.. lists.Select(list => $"ERROR missing columns: {list}")];

        Assert.Equal(["missing columns: ['<*>']"], Of(Told.Lines(lines)));
        Assert.Equal(
            ["missing columns: [\"<*>\"]"],
            Of(Told.Lines([.. lines.Select(line => line.Replace('\'', '"'))])));
    }

    [Fact]
    public void Quoted_words_that_are_no_list_stay() => Assert.Equal(
        ["renamed '<*>' '<*>' to '<*>', not \"<*>\""],
        Of(Told.Lines("ERROR renamed 'a' 'b' to 'c', not \"d\"")));

    [Theory]
    [InlineData("[2026-11-21 02:00:00 +0000] [12] [ERROR] disk full")]
    [InlineData("Nov 21 02:00:00 host app[12]: ERROR disk full")]
    [InlineData("Nov 21 02:00:00 host app[12]: ERROR: disk full")]
    [InlineData("E1121 02:00:00.123456 12 a.go:33] disk full")]
    [InlineData("ERROR 2026-11-21T02:00:00Z disk full")]
    [InlineData("ERROR 2026-11-21 02:00:00,123 disk full")]
    [InlineData("ERROR [2026-11-21 02:00:00,123] disk full")]
    [InlineData("[ERROR] 2026/11/21 02:00:00 disk full")]
    [InlineData("ERROR 2026-11-21T02:00:00Z etl.load: disk full")]
    [InlineData("ERROR:app.load:disk full")]
    [InlineData("ERROR:root:disk full")]
    [InlineData("ERROR:__main__:disk full")]
    [InlineData("2026-11-21 02:00:00,123 - app.load - ERROR - disk full")]
    public void What_stands_before_what_is_said_makes_no_kind(string line) =>
        Assert.Equal(["disk full"], Of(Told.Lines(line)));

    [Theory]
    [InlineData("ERROR 1045 (28000): denied", "<*> (<*>): denied")]
    [InlineData("ERROR 10.0.0.1:5432 is gone", "<*> is gone")]
    [InlineData("ERROR 10.0.0.1 is gone", "<*> is gone")]
    [InlineData("ERROR:ValueError:bad input", "ValueError:bad input")]
    [InlineData("ERROR:https://example.com is gone", "<*> is gone")]
    [InlineData("ERROR:disk: full", "disk: full")]
    [InlineData("ERROR timeout:disk", "timeout:disk")]
    [InlineData("E2 is full] disk", "<*> is full] disk")]
    public void What_is_no_prefix_stays(string line, string template) =>
        Assert.Equal([template], Of(Told.Lines(line)));

    [Fact]
    public void Ids_of_hexadecimal_letters_alone_differ() =>
        Assert.Equal(["no blob <*>"], Of(Told.Lines("ERROR no blob deadbeefcafe", "ERROR no blob deadbeefcaf1")));

    private static ImmutableArray<string> Of(Material material)
    {
        var context = ContextWriter.Of(material);
        Assert.Equal(0, context.MoreSignatures);
        return [.. context.Signatures.Select(it => it.Template).Order(StringComparer.Ordinal)];
    }
}
