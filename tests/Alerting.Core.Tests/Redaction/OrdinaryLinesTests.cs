using Alerting.Core.Redaction;
using Xunit;

namespace Alerting.Core.Tests.Redaction;

/// <summary>What must stay, since it tells the reason.</summary>
public sealed class OrdinaryLinesTests
{
    public static TheoryData<string> Lines =>
    [
        "2026-11-30T02:00:07.123456Z INFO run 2026-11-30T02:00Z attempt 1 of 3 began on worker-7f9c6d5b8-x2x4q",
        "HEAD is now at 5f3e1c2b9a8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f Fix the join of features",
        "commit=5f3e1c2b9a8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f image=acme.azurecr.io/score:1.42.0",
        "Pulled image acme.azurecr.io/score@sha256:9b2cf535f27731c974343645a3985328fa5b4f7e9c0a1b2c3d4e5f60718293a4",
        "trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7 sampled=1",
        "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "run id 3f2504e0-4f89-11d3-9a0c-0305e82c3301 of flow run 0c2d6f1e-3b0a-4f8a-a3d1-6a2b1c0d9e8f",
        "fingerprint=9d3f1a2b3c4d5e6f groupKey={}/{team=\"mdd\"}:{alertname=\"JobFailed\"}",
        "    at Acme.Scoring.Batch.Run(Batch.cs:line 142) in /src/Acme/Batch.cs:line 142",
        "  File \"/opt/venv/lib/python3.12/site-packages/sklearn/base.py\", line 1473, in wrapper",
        "    return fit_method(estimator, *args, **kwargs)",
        "    client = Client(api_key=api_key, token=self.token, password=settings.password)",
        "    token = get_token(scope)",
        "    password = os.environ[\"DB_PASSWORD\"]",
        "KeyError: 'customer_id'",
        "sqlalchemy.exc.OperationalError: (psycopg2.OperationalError) connection to server at \"db\" (10.0.3.17), port 5432 failed",
        "java.lang.OutOfMemoryError: Java heap space at org.apache.spark.sql.execution.SparkPlan.execute(SparkPlan.scala:195)",
        "SyntaxError: Unexpected token } in JSON at position 1204",
        "invalid token: expired",
        "Error: token expired at 2026-11-30T02:00:00Z",
        "password authentication failed for user \"batch\"",
        "FATAL: password: must be at least 8 characters",
        "secret \"db-credentials\" not found in namespace ml-batch",
        "prompt_tokens=512 completion_tokens=1024 max_tokens: 4096 token=17",
        "tokenizer loaded, tokens: 128000, vocabulary size 32000",
        "rows=1234567890 bytes=98765432101234 loss=0.00123 epoch 12/100 step 123456 lr=3e-05",
        "wrote 4,294,967,296 rows in 1234.5 s to abfss://runs@acme.dfs.core.windows.net/2026/11/30",
        "GET https://api.acme.example/v1/runs?page=2&limit=100 200 in 35 ms",
        "connecting to https://acme.example:8443/path/to?x=1 from 192.168.10.24:51234",
        "listening on [::1]:8080, pid 12345, uid 1000, gid 1000",
        "numpy==2.1.3 pandas==2.2.3 scikit-learn==1.5.2 torch==2.5.1+cu124 @types/node@18.11.9",
        "node gke-ml-pool-1-9d2c1f3a-x7k2 pod score-29384756-abcde-0 container main exit code 137 OOMKilled",
        "cron: 0 2 * * 1-5 next 1764554400 nanos 1764554400123456789 micros 1764554400123456",
        "checksum d41d8cd98f00b204e9800998ecf8427e sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709 etag W/\"33a64df5\"",
        "ssh: connect to host git@github.com:acme/score.git port 22: Connection refused",
        "getty@tty1.service: Failed with result 'exit-code'.",
        "sk-learn-pipeline-v1-20261130 registered, risk-model-2026-11-30 promoted, task-1234567890123456789012345678901234",
        "Basic authentication failed, Bearer token missing",
        "Authorization: failed for user batch",
        "PWD=/home/batch OLDPWD=/tmp HOME=/root SHELL=/bin/bash",
        "password=${DB_PASSWORD} token=$API_TOKEN secret={{ .Values.secret }} key=%(name)s",
        "\"password\": null, \"token\": \"\", \"secret\": \"********\", \"api_key\": false",
        "primary key: customer_id, foreign key: region_id, partition key=2026-11-30, key=abc",
        "exit code: 137, status code=404, error_code: 1205, language code=en",
        "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----",
        "user-agent: python-requests/2.32.3, x-request-id: 01JDXYZABCDEFGHJKMNPQRSTVW",
        "dataset.rows 10000000 -> 4111 (drift 0.41), p99=1.234567890123456e-05",
        "Tue Nov 30 02:00:07 UTC 2026 [kernel] oom-kill:constraint=CONSTRAINT_MEMCG,task=python,pid=4242,uid=0",
        "s3://acme-models/runs/2026/11/30/part-00017-5f3e1c2b-9a8d-7e6f.snappy.parquet not found",
        "version 1.2.3-rc.4+build.5 offset 123-456 range 100-200 id 555-01",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_ordinary_line_stays_as_it_is(string line)
    {
        var redacted = Redactor.Usual.Log(line);

        Assert.Equal(new(line, 0), redacted);
        Assert.Same(line, redacted.Text);
    }

    [Fact]
    public void Nothing_is_allocated_where_there_is_nothing()
    {
        foreach (var line in Lines.Select(row => row.Data))
        {
            Redactor.Usual.Log(line);
            var before = GC.GetAllocatedBytesForCurrentThread();

            Redactor.Usual.Log(line);

            Assert.Equal((line, 0), (line, GC.GetAllocatedBytesForCurrentThread() - before));
        }
    }
}
