using System.Diagnostics;
using System.Globalization;

namespace Alerting.Bench.Load;

/// <summary>What the system says a running process has used.</summary>
internal static class ProcessFigures
{
    /// <summary>Memory it holds now, in MB.</summary>
    public static double Resident(int process) => Status(process, "VmRSS:");

    /// <summary>The most memory it has held, in MB.</summary>
    public static double Peak(int process) => Status(process, "VmHWM:");

    /// <summary>User and system time, in seconds: unlike a rate it does not depend on what else runs here.</summary>
    public static double Processor(int process)
    {
        using var same = Process.GetProcessById(process);
        return same.TotalProcessorTime.TotalSeconds;
    }

    /// <summary>What it has had written to a disk since its start, in MB.</summary>
    public static double Written(int process) => Number($"/proc/{process}/io", "write_bytes:") / (1024 * 1024);

    private static double Status(int process, string name) => Number($"/proc/{process}/status", name) / 1024;

    private static double Number(string file, string name)
    {
        var line = File.ReadLines(file).Single(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
