namespace Alerting.Bench.Load;

/// <summary>Lines of a Markdown table, as a README has them.</summary>
internal sealed class Table(TextWriter output)
{
    /// <summary>Writes the load of the machine, without which no figure means anything, and the head.</summary>
    public async Task Head(params string[] columns)
    {
        await output.WriteLineAsync(
            $"{Environment.ProcessorCount} processors, load {await Load()} before; medians of {Spread.Rounds} (least-most)");
        await output.WriteLineAsync();
        await Names(columns);
    }

    /// <summary>How many processes ran or waited to, on the average of the last minute.</summary>
    public static async Task<string> Load() => (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0];

    /// <summary>Writes the head alone: for figures that depend on nothing.</summary>
    public async Task Names(params string[] columns)
    {
        await Row(columns);
        await Row([.. columns.Select((_, column) => column == 0 ? "---" : "---:")]);
    }

    /// <summary>Writes one line.</summary>
    public Task Row(params string[] cells) => output.WriteLineAsync($"| {string.Join(" | ", cells)} |");
}
