using Alerting.Core.Alerts;
using Alerting.Core.Configuration.Yaml;

namespace Alerting.Core.Configuration.Reading.Jobs;

/// <summary>Reports what jobs wait for that is not there, and circles.</summary>
/// <param name="jobs">All jobs, each name once.</param>
internal sealed class JobDependencies(IReadOnlyList<JobEntry> jobs)
{
    // A hint looks at all names: for more typing errors than anybody reads it would take too long.
    private const int MostHints = 20;
    private const int MostShown = 10;

    private readonly Dictionary<string, int> places = jobs.Select((entry, index) => (entry.Job.Name, index))
        .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);

    // Of the job that is looked at, and of those on the way to it, the place on that way.
    private readonly List<int> way = [];
    private readonly Dictionary<int, int> onWay = [];
    private readonly HashSet<int> done = [];

    public void Check()
    {
        var hints = 0;
        foreach (var (name, value) in jobs.SelectMany(entry => entry.DependsOn))
        {
            if (!places.ContainsKey(name))
            {
                var hint = hints++ < MostHints ? Nearest.Hint(name, places.Keys) : "";
                value.Error($"there is no job {Quoted(name)}{hint}");
            }
        }

        for (var job = 0; job < jobs.Count; job++)
        {
            Walk(job);
        }
    }

    // Depth first, without recursion: a chain may be as long as the list of jobs.
    private void Walk(int root)
    {
        var open = new Stack<(int Job, IEnumerator<KeyValuePair<string, YamlValue>> Next)>();
        Enter(root, open);
        while (open.TryPeek(out var top))
        {
            if (!top.Next.MoveNext())
            {
                open.Pop();
                Leave(top.Job);
                continue;
            }

            var (name, value) = top.Next.Current;
            if (name == jobs[top.Job].Job.Name)
            {
                value.Error("a job cannot wait for itself");
            }
            else if (places.TryGetValue(name, out var job))
            {
                Meet(job, open);
            }
        }
    }

    private void Meet(int job, Stack<(int, IEnumerator<KeyValuePair<string, YamlValue>>)> open)
    {
        if (onWay.TryGetValue(job, out var at))
        {
            Refuse(way[at..]);
        }
        else
        {
            Enter(job, open);
        }
    }

    private void Enter(int job, Stack<(int, IEnumerator<KeyValuePair<string, YamlValue>>)> open)
    {
        if (!done.Contains(job))
        {
            onWay[job] = way.Count;
            way.Add(job);
            open.Push((job, jobs[job].DependsOn.GetEnumerator()));
        }
    }

    private void Leave(int job)
    {
        way.RemoveAt(way.Count - 1);
        onWay.Remove(job);
        done.Add(job);
    }

    // Told where it first comes in the file.
    private void Refuse(List<int> circle)
    {
        var first = circle.IndexOf(circle.Min());
        string[] names = [.. circle[first..].Concat(circle[..first]).Select(job => jobs[job].Job.Name)];
        var shown = names.Length <= MostShown ? names : [.. names[..(MostShown - 2)], "...", names[^1]];
        jobs[circle[first]].DependsOn[names[1]]
            .Error($"depends_on leads in a circle: {string.Join(" -> ", [.. shown, names[0]])}");
    }

    private static string Quoted(string name) => GoQuote.Append(new(), name).ToString();
}
