using System.Globalization;

namespace Alerting.Core.Tests.Logs.Said;

/// <summary>Failures of jobs as their logs tell them, a family each: what differs within one is no part of the failure.</summary>
internal static class FailureFamilies
{
    private static readonly string[] Names =
        ["orders", "customers", "payments", "invoices", "returns", "shipments", "stock", "prices", "visits", "clicks"];

    /// <summary>A family: the log of one failure of it.</summary>
    public static readonly Func<Random, string>[] All =
    [
        r => Python(r, "etl/load.py", "load", "ValueError", $"could not convert string to float: '{Word(r)}'"),
        r => Python(r, "etl/load.py", "columns", "KeyError", $"'{Word(r)}_id'"),
        r => Python(r, "etl/merge.py", "merge", "pandas.errors.MergeError", $"Merge keys are not unique in right dataset; {Number(r)} duplicates"),
        r => Python(r, "train/fit.py", "fit", "torch.cuda.OutOfMemoryError", $"CUDA out of memory. Tried to allocate {Number(r)}.00 MiB. GPU 0 has a total capacity of 79.15 GiB of which {Number(r)}.19 MiB is free."),
        r => Python(r, "train/fit.py", "step", "RuntimeError", $"CUDA error: device-side assert triggered at rank {Number(r)}"),
        r => Python(r, "train/fit.py", "forward", "RuntimeError", $"mat1 and mat2 shapes cannot be multiplied ({Number(r)}x{Number(r)} and {Number(r)}x512)"),
        r => Python(r, "train/data.py", "open", "FileNotFoundError", $"[Errno 2] No such file or directory: '{Path(r)}'"),
        r => Python(r, "train/data.py", "read", "PermissionError", $"[Errno 13] Permission denied: '{Path(r)}'"),
        r => Python(r, "etl/fetch.py", "get", "requests.exceptions.ConnectionError", $"HTTPSConnectionPool(host='{Host(r)}', port=443): Max retries exceeded with url: /v1/{Number(r)}"),
        r => Python(r, "etl/fetch.py", "get", "requests.exceptions.ReadTimeout", $"HTTPSConnectionPool(host='{Host(r)}', port=443): Read timed out. (read timeout={Number(r)})"),
        r => Python(r, "etl/fetch.py", "check", "requests.exceptions.HTTPError", $"404 Client Error: Not Found for url: https://{Host(r)}/data/{Number(r)}"),
        r => Python(r, "etl/s3.py", "pull", "botocore.exceptions.ClientError", $"An error occurred (AccessDenied) when calling the GetObject operation: request {Hex(r)}"),
        r => Python(r, "etl/s3.py", "pull", "botocore.exceptions.ClientError", $"An error occurred (NoSuchKey) when calling the GetObject operation: request {Hex(r)}"),
        r => Python(r, "etl/db.py", "query", "psycopg2.errors.UndefinedColumn", $"column \"{Word(r)}_total\" does not exist"),
        r => Python(r, "etl/db.py", "query", "psycopg2.errors.DeadlockDetected", $"deadlock detected: Process {Number(r)} waits for ShareLock on transaction {Number(r)}"),
        r => Python(r, "etl/db.py", "connect", "psycopg2.OperationalError", $"connection to server at \"{Host(r)}\" ({Ip(r)}), port 5432 failed: FATAL: password authentication failed"),
        r => Python(r, "score/model.py", "load", "ModuleNotFoundError", "No module named 'xgboost'"),
        r => Python(r, "score/model.py", "load", "pickle.UnpicklingError", $"invalid load key, '\\x{Number(r) % 90 + 10}'."),
        r => Python(r, "score/model.py", "check", "AssertionError", $"expected {Number(r)} rows, got {Number(r)}"),
        r => Python(r, "score/json.py", "parse", "json.decoder.JSONDecodeError", $"Expecting value: line {Number(r)} column {Number(r)} (char {Number(r)})"),
        r => Python(r, "score/text.py", "decode", "UnicodeDecodeError", $"'utf-8' codec can't decode byte 0x{Number(r) % 90 + 10} in position {Number(r)}: invalid start byte"),
        r => Java(r, "java.lang.OutOfMemoryError", "Java heap space", "com.shop.Aggregate.sum"),
        r => Java(r, "java.lang.OutOfMemoryError", "GC overhead limit exceeded", "com.shop.Aggregate.sum"),
        r => Java(r, "java.lang.NullPointerException", $"Cannot invoke \"String.length()\" because \"row.{Word(r)}\" is null", "com.shop.Clean.row"),
        r => Java(r, "java.lang.NumberFormatException", $"For input string: \"{Word(r)}\"", "com.shop.Clean.number"),
        r => Java(r, "org.apache.spark.shuffle.FetchFailedException", $"Failed to connect to {Host(r)}/{Ip(r)}:{Number(r)}", "com.shop.Join.run"),
        r => Java(r, "java.io.IOException", $"No space left on device: {Path(r)}", "com.shop.Spill.write"),
        r => Java(r, "java.sql.SQLTimeoutException", $"Statement cancelled after {Number(r)} ms", "com.shop.Source.read"),
        r => $"{Time(r)} ERROR TaskSchedulerImpl: Lost executor {Number(r)} on {Ip(r)}: Executor heartbeat timed out after {Number(r)} ms",
        r => $"{Time(r)} ERROR YarnScheduler: Lost executor {Number(r)} on {Ip(r)}: Container killed by YARN for exceeding memory limits. {Number(r)} MB of {Number(r)} MB used",
        r => $"{Time(r)} ERROR Analyzer: Table or view not found: {Word(r)}_{Number(r)}; line 1 pos {Number(r)}",
        r => $"Error: Failed to pull image \"registry.example.com/{Word(r)}:{Hex(r)}\": rpc error: code = NotFound",
        r => $"Error: ImagePullBackOff: Back-off pulling image \"registry.example.com/{Word(r)}:{Hex(r)}\"",
        r => $"E1121 {Clock(r)}       1 kuberuntime_manager.go:{Number(r)}] Failed to create pod sandbox for pod {Pod(r)}: no IP addresses available in range",
        r => $"The node was low on resource: ephemeral-storage. Pod {Pod(r)} was evicted, Threshold quantity: {Number(r)}Mi",
        r => $"FailedMount: MountVolume.SetUp failed for volume \"{Word(r)}\" : secret \"{Pod(r)}\" not found, permission denied",
        r => $"Error: container {Pod(r)} is OOMKilled, limit {Number(r)}Mi",
        r => $"[{Number(r)}.{Number(r)}] Out of memory: Killed process {Number(r)} (python) total-vm:{Number(r)}kB, anon-rss:{Number(r)}kB",
        r => $"python[{Number(r)}]: segfault at {Hex(r)} ip {Hex(r)} sp {Hex(r)} error 4 in libtorch.so",
        r => $"ERROR 1045 (28000): Access denied for user '{Word(r)}'@'{Ip(r)}' (using password: YES)",
        r => $"ERROR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction {Number(r)}",
        r => $"ERROR:  duplicate key value violates unique constraint \"{Word(r)}_pkey\" DETAIL: Key (id)=({Number(r)}) already exists",
        r => $"ERROR:  canceling statement due to statement timeout after {Number(r)} ms",
        r => $"ORA-00942: ERROR table or view does not exist: {Word(r)}{Number(r)}",
        r => $"ORA-01555: ERROR snapshot too old: rollback segment number {Number(r)} with name \"{Word(r)}\" too small",
        r => $"time=\"{Time(r)}\" level=error msg=\"dial tcp {Ip(r)}:{Number(r)}: connect: connection refused\"",
        r => $"time=\"{Time(r)}\" level=error msg=\"dial tcp: lookup {Host(r)} on {Ip(r)}:53: no such host\"",
        r => $"time=\"{Time(r)}\" level=error msg=\"x509: certificate has expired: current time {Time(r)} is after\"",
        r => $"time=\"{Time(r)}\" level=error msg=\"read tcp {Ip(r)}:{Number(r)}->{Ip(r)}:{Number(r)}: i/o timeout\"",
        r => $"{{\"severity\":\"ERROR\",\"message\":\"schema mismatch in {Path(r)}: column {Number(r)} expected double\",\"run\":\"{Hex(r)}\"}}",
        r => $"{{\"severity\":\"ERROR\",\"message\":\"quality gate failed: null ratio 0.{Number(r)} above 0.05\",\"run\":\"{Hex(r)}\"}}",
        r => $"{{\"level\":\"error\",\"msg\":\"HTTP 429 from quota service, retry after {Number(r)} s\"}}",
        r => $"{{\"level\":\"error\",\"msg\":\"HTTP 503 from quota service, retry after {Number(r)} s\"}}",
        r => $"{Time(r)} [CRITICAL] accuracy 0.{Number(r)} below the floor 0.85 on {Number(r)} samples",
        r => $"{Time(r)} [CRITICAL] data drift 0.{Number(r)} of feature '{Word(r)}' above 0.3",
        r => $"{Time(r)} NCCL WARN Net : Call to recv from {Ip(r)}<{Number(r)}> failed\n{Time(r)} ERROR Watchdog caught collective operation timeout: WorkNCCL(SeqNum={Number(r)}) ran for {Number(r)} milliseconds",
        r => $"panic: runtime error: index out of range [{Number(r)}] with length {Number(r)}\n\ngoroutine {Number(r)} [running]:\nmain.shard(0x{Hex(r)})\n\t/src/shard.go:{Number(r)} +0x{Number(r)}\nexit status 2",
        r => $"panic: assignment to entry in nil map\n\ngoroutine {Number(r)} [running]:\nmain.index(0x{Hex(r)})\n\t/src/index.go:{Number(r)} +0x{Number(r)}\nexit status 2",
        r => $"TypeError: Cannot read properties of undefined (reading '{Word(r)}')\n    at render (/app/src/report.js:{Number(r)}:12)\n    at node:internal/process/task_queues:95:5",
        r => $"thread 'main' panicked at src/main.rs:{Number(r)}:5:\ncalled `Result::unwrap()` on an `Err` value: ParseIntError\nnote: run with `RUST_BACKTRACE=1`",
        r => $"Error in lm.fit(x, y) : NA/NaN/Inf in 'x'\nCalls: fit -> lm -> lm.fit\nExecution halted",
        r => $"rsync error: some files could not be transferred (code 23) at main.c({Number(r)})",
        r => $"bash: line {Number(r)}: dvc: command not found",
    ];

    private static string Python(Random r, string file, string function, string type, string message) =>
        $"{Time(r)} INFO reading {Path(r)}\nTraceback (most recent call last):\n"
        + $"  File \"/opt/app/{file}\", line {Number(r)}, in {function}\n    run({function})\n"
        + $"  File \"/usr/lib/python3.11/site-packages/{Word(r)}/core.py\", line {Number(r)}, in call\n    raise\n{type}: {message}";

    private static string Java(Random r, string type, string message, string frame) =>
        $"{Time(r)} ERROR Executor: Exception in task {Number(r)}.0 in stage {Number(r)}.0 (TID {Number(r)})\n{type}: {message}\n"
        + $"\tat java.base/java.util.ArrayList.get(ArrayList.java:{Number(r)})\n\tat {frame}({frame.Split('.')[2]}.java:{Number(r)})\n"
        + $"\tat org.apache.spark.executor.Executor$TaskRunner.run(Executor.scala:{Number(r)})\n{Time(r)} INFO shutdown hook called";

    private static string Word(Random r) => Names[r.Next(Names.Length)];

    private static int Number(Random r) => r.Next(100, 60_000);

    private static string Ip(Random r) => $"10.{r.Next(256)}.{r.Next(256)}.{r.Next(256)}";

    private static string Hex(Random r) => $"7f{r.NextInt64(1L << 40):x12}";

    private static string Host(Random r) => $"{Word(r)}-{r.Next(50)}.svc.example.com";

    private static string Path(Random r) => $"/mnt/data/{Word(r)}/2026/{r.Next(1, 13)}/part-{r.Next(10_000):00000}.parquet";

    private static string Pod(Random r) => $"etl-{Word(r)}-{r.Next(0x1000000):x6}9-x{r.Next(100)}k";

    private static string Clock(Random r) => $"0{r.Next(10)}:{r.Next(10, 60)}:{r.Next(10, 60)}.{r.Next(100000, 999999)}";

    private static string Time(Random r) =>
        Told.Noon.AddSeconds(r.Next(100_000)).ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture);
}
