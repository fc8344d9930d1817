"""Details of alerting.py that need no process of their own: python3 -m unittest test_alerting"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import decimal
import enum
import io
import json
import logging
import os
import pathlib
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone
from email.message import Message
from typing import Any, Dict, List, Mapping, Optional, Tuple
from unittest import mock

import alerting

LONELY = "a\ud800b"


class Taken(alerting._Alerter):
    """An alerter that answers what it is told to and keeps what it was sent."""

    def __init__(self, *answers: alerting._Answer, patience: float = 5.0) -> None:
        super().__init__("http://127.0.0.1:1", None, 5.0, patience)
        self.answers = list(answers)
        self.requests: List[Tuple[str, Any]] = []
        self.go = threading.Event()
        self.go.set()

    def send(self, path: str, body: Optional[bytes], content_type: str = "application/json") -> alerting._Answer:
        self.go.wait(5)
        self.requests.append((path, json.loads(body) if body else None))
        return self.answers.pop(0) if self.answers else OK

    @property
    def verbs(self) -> List[str]:
        return [path.rpartition("/")[2] for path, _ in self.requests]

    def body(self, verb: str) -> Dict[str, Any]:
        return next(body for path, body in self.requests if path.endswith("/" + verb))


OK = alerting._Answer(True, False, "")
BUSY = alerting._Answer(False, True, "HTTP 503", 0.0)
DOWN = alerting._Answer(False, True, "Connection refused")
WRONG = alerting._Answer(False, False, "HTTP 400, $.at: expected a time")
LARGE = alerting._Answer(False, False, "HTTP 413", size=True)


def record(message: object = "hello", *args: object, level: int = logging.INFO, **extra: object) -> logging.LogRecord:
    return logging.getLogger("services.gpu").makeRecord(
        "services.gpu", level, "gpu.py", 1, message, args, None, extra=extra)


def shown(made: logging.LogRecord, **options: Any) -> Dict[str, Any]:
    text = alerting.JsonFormatter(**options).format(made)
    assert "\n" not in text and text.isascii()
    seen: Dict[str, Any] = json.loads(text, parse_constant=lambda name: (_ for _ in ()).throw(ValueError(name)))
    return seen


@contextlib.contextmanager
def told(alerter: Taken, **environment: str) -> Any:
    """Jobs report to that alerter; gives what is said on stderr."""
    lines: List[str] = []
    clean = {name: value for name, value in os.environ.items()
             if not name.startswith("ALERTING_") and name not in ("JOB_COMPLETION_INDEX", "TRACEPARENT", "HOSTNAME")}
    with mock.patch.dict(os.environ, {**clean, **environment}, clear=True), \
            mock.patch.object(alerting._Alerter, "configured", lambda *_, **__: alerter), \
            mock.patch.object(alerting, "_said", set()), mock.patch.object(alerting, "_say", lines.append):
        yield lines


class Formatter(unittest.TestCase):
    def test_the_record_has_the_shape_that_was_agreed(self) -> None:
        made = record("Job completed %s", "successfully", duration_ms=1250, operation="job_execution")
        with alerting.RequestLoggingContext("req-12345", "user-67890"), alerting.JobLoggingContext("job-abcdef"):
            seen = shown(made, service="omtx-hub-api", version="1.0.0", environment="production")
        stamp = datetime.strptime(seen.pop("timestamp"), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
        self.assertAlmostEqual(stamp.timestamp(), made.created, delta=0.001)
        self.assertEqual(seen, {
            "level": "INFO",
            "logger": "services.gpu",
            "message": "Job completed successfully",
            "service": {"name": "omtx-hub-api", "version": "1.0.0", "environment": "production"},
            "request_id": "req-12345",
            "user_id": "user-67890",
            "job_id": "job-abcdef",
            "performance": {"duration_ms": 1250, "operation": "job_execution"},
        })

    def test_what_is_unknown_is_left_out(self) -> None:
        self.assertEqual(set(shown(record())), {"timestamp", "level", "logger", "message"})

    def test_levels_are_the_five_whatever_number_was_used(self) -> None:
        levels = {0: "DEBUG", 5: "DEBUG", 10: "DEBUG", 19: "DEBUG", 20: "INFO", 25: "INFO", 30: "WARNING",
                  40: "ERROR", 49: "ERROR", 50: "CRITICAL", 99: "CRITICAL"}
        self.assertEqual({number: shown(record(level=number))["level"] for number in levels}, levels)

    def test_an_exception_comes_with_its_trace(self) -> None:
        try:
            raise ValueError("no rows for token=abc123")
        except ValueError:
            made = record()
            made.exc_info = __import__("sys").exc_info()
        seen = shown(made)["exception"]
        self.assertTrue(seen.startswith("Traceback (most recent call last):\n"), seen)
        self.assertTrue(seen.endswith("ValueError: no rows for token=***"), seen)

    def test_contexts_nest_and_end(self) -> None:
        with alerting.JobLoggingContext("job-abc", "user-123", "boltz2"):
            with alerting.RequestLoggingContext("req-1"):
                inner = shown(record())
            outer = shown(record())
        self.assertEqual((inner["request_id"], inner["job_id"], inner["user_id"], inner["job_type"]),
                         ("req-1", "job-abc", "user-123", "boltz2"))
        self.assertNotIn("request_id", outer)
        self.assertNotIn("job_id", shown(record()))

    def test_contexts_of_tasks_are_apart(self) -> None:
        async def work(name: str) -> Dict[str, Any]:
            with alerting.RequestLoggingContext(name):
                await asyncio.sleep(0)
                return shown(record())

        async def both() -> List[Dict[str, Any]]:
            return list(await asyncio.gather(work("a"), work("b")))

        self.assertEqual([seen["request_id"] for seen in asyncio.run(both())], ["a", "b"])

    def test_extra_members_are_kept_and_cannot_take_the_place_of_the_shape(self) -> None:
        made = record(auth_event="login", request_id="req-9", performance={"rows": 3}, duration_ms=5)
        made.__dict__.update(level="loud", service="mine")
        seen = shown(made)
        self.assertEqual(seen["auth_event"], "login")
        self.assertEqual(seen["request_id"], "req-9")
        self.assertEqual(seen["performance"], {"rows": 3, "duration_ms": 5})
        self.assertEqual((seen["level"], seen["extra"]), ("INFO", {"level": "loud", "service": "mine"}))

    def test_any_value_can_be_an_extra_member(self) -> None:
        class Rude:
            def __str__(self) -> str:
                raise RuntimeError("no")

        class Scalar:
            ndim = 0

            def item(self) -> float:
                return 0.5

        class Colour(str, enum.Enum):
            RED = "red"

        circle: List[Any] = []
        circle.append(circle)
        seen = shown(record(
            nan=float("nan"), inf=float("inf"), less=float("-inf"), huge=10**5000, rude=Rude(), scalar=Scalar(),
            colour=Colour.RED, lonely=LONELY, raw=b"\xff\x00a", when=datetime(2025, 1, 20, tzinfo=timezone.utc),
            path=pathlib.PurePosixPath("/a"), many=set(), circle=circle, money=decimal.Decimal("1.5"),
            nested={1: [float("nan"), {"password": "p"}], LONELY: ()}, error=KeyError("k"),
            queue=collections.deque([1]),
        ))
        self.assertEqual((seen["nan"], seen["inf"], seen["less"], seen["huge"]),
                         ("NaN", "Infinity", "-Infinity", "Infinity"))
        self.assertEqual((seen["scalar"], seen["colour"], seen["lonely"], seen["raw"]),
                         (0.5, "red", "a\\ud800b", "\\xff\x00a"))
        self.assertEqual(seen["rude"], "<Rude without a text: RuntimeError>")
        self.assertEqual((seen["when"], seen["path"], seen["many"], seen["money"]),
                         ("2025-01-20T00:00:00+00:00", "/a", [], "1.5"))
        self.assertEqual(seen["nested"], {"1": ["NaN", {"password": "***"}], "a\\ud800b": []})
        self.assertEqual((seen["error"], seen["queue"]), ("KeyError: 'k'", [1]))

    def test_arguments_that_do_not_fit_are_no_error(self) -> None:
        self.assertEqual(shown(record("%d rows", "x"))["message"],
                         "%d rows (its arguments do not fit: TypeError)")

    def test_a_text_without_end_is_cut(self) -> None:
        self.assertLess(len(shown(record("x" * 1_000_000))["message"]), 40_000)

    def test_line_breaks_of_all_kinds_stay_in_the_line(self) -> None:
        self.assertEqual(shown(record("a\nb\r\u2028c\u0085"))["message"], "a\nb\r\u2028c\u0085")


class Redaction(unittest.TestCase):
    def test_obvious_secrets_are_masked(self) -> None:
        secrets = {
            "Authorization: Bearer abcdef123456": "Authorization: Bearer ***",
            "curl -H 'Authorization: Basic dXNlcjpwYXNz'": "curl -H 'Authorization: Basic ***'",
            "postgres://me:p@ss@db:5432/x": "postgres://me:***@db:5432/x",
            "password=hunter2, next": "password=***, next",
            "Server=x;Password=ab!c;User=y": "Server=x;Password=***;User=y",
            '{"api_key": "abc", "a": 1}': '{"api_key": ***, "a": 1}',
            r'{\"password\": \"hunter2\", \"a\": 1}': r'{\"password\": ***, \"a\": 1}',
            '{"password": "hunter2': '{"password": ***',
            "password=b'abc' x": "password=*** x",
            "run --db-password hunter2 --verbose": "run --db-password *** --verbose",
            "key AKIAABCDEFGHIJKLMNOP used": "key *** used",
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG": "aws_secret_access_key = ***",
            "https://a.example.net/x?sv=1&sig=abc%3D&se=2": "https://a.example.net/x?sv=1&sig=***&se=2",
            "AccountKey=abc==;EndpointSuffix=x": "AccountKey=***;EndpointSuffix=x",
            "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.SflKxwRJSMeKKF2QT4": "jwt ***",
            "ghp_abcdefghijklmnopqrst0123 pushed": "*** pushed",
            "https://hooks.slack.com/services/T0/B0/x": "https://hooks.slack.com/services/***",
            "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nafter": "***\nafter",
        }
        for text, masked in secrets.items():
            with self.subTest(text):
                self.assertEqual(alerting.Redact()(text), masked)
                self.assertEqual(alerting.Redact()(masked), masked)

    def test_what_only_looks_like_one_is_left_alone(self) -> None:
        for text in ("max_tokens=512 n_tokens: 5", "bearer instruments of the long kind", "tokenizer: bert",
                     "https://host:8080/path@1", "secret_name=x", "epoch 3 loss=0.25", "took 12:30", "basic skills"):
            with self.subTest(text):
                self.assertEqual(alerting.Redact()(text), text)

    def test_no_text_makes_it_slow(self) -> None:
        for part in ("a", "password", "://", "eyJ", "eyJ-", "token: ", '"\\', "--a", "bearer ", 'token="', "://a:"):
            began = time.process_time()
            alerting.Redact()(part * (200_000 // len(part)))
            self.assertLess(time.process_time() - began, 5.0, part)

    def test_messages_members_and_names_are_masked_in_records(self) -> None:
        headers = {"Authorization": "z"}
        seen = shown(record("login with %s", "password=x1", api_key="k", note="token=y2", headers=headers))
        self.assertEqual((seen["message"], seen["api_key"], seen["note"], seen["headers"]),
                         ("login with password=***", "***", "token=***", {"Authorization": "***"}))

    def test_it_can_be_turned_off(self) -> None:
        self.assertEqual(shown(record("password=x1"), redact=None)["message"], "password=x1")

    def test_as_a_filter_it_masks_for_every_handler(self) -> None:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.addFilter(alerting.Redact())
        made = record("login %s", "password=x1", api_key="k")
        handler.handle(made)
        self.assertEqual((stream.getvalue(), made.__dict__["api_key"]), ("login password=***\n", "***"))


class Events(unittest.TestCase):
    def test_a_run_tells_its_start_and_its_end_in_order(self) -> None:
        alerter = Taken()
        with told(alerter, ALERTING_KIND="backfill") as lines:
            with alerting.job("train", run="r/1", attempt=2, partition=3, partitions=8, dataset="d",
                              model={"name": "m", "version": 7}, parents=["a", "b/1"], labels={"size": 5},
                              scheduled_at=datetime(2025, 1, 20, 19, tzinfo=timezone(timedelta(hours=1)))) as run:
                run.rows, run.bytes = 10, 20.0
                run.metrics({"auc": (0.91, 100)}, loss=0.5)
        self.assertEqual([path for path, _ in alerter.requests],
                         ["/api/jobs/train/runs/r%2F1/start", "/api/jobs/train/runs/r%2F1/success"])
        start, end = alerter.body("start"), alerter.body("success")
        self.assertEqual((start["sequence"], end["sequence"]), (0, 1))
        self.assertNotEqual(start["event_id"], end["event_id"])
        whole = {"attempt": 2, "partition": "3", "partitions": 8, "kind": "backfill", "dataset": {"name": "d"},
                 "model": {"name": "m", "version": 7}, "parents": ["a", "b/1"], "labels": {"size": "5"},
                 "scheduled_at": "2025-01-20T18:00:00.000Z"}
        for body in (start, end):
            self.assertEqual({name: body[name] for name in whole}, whole)
        self.assertEqual((end["rows"], end["bytes"]), (10, 20))
        self.assertEqual(end["metrics"], {"auc": {"value": 0.91, "samples": 100}, "loss": 0.5})
        self.assertGreater(end["resources"]["peak_memory_bytes"], 1_000_000)
        self.assertEqual(lines, [])

    def test_progress_in_a_hurry_is_folded_and_nothing_of_it_is_lost(self) -> None:
        alerter = Taken()
        with told(alerter), alerting.job("train") as run:
            for step in range(1_000):
                run.progress(f"step {step}", rows=step, **{f"m{step % 3}": float(step)})
        self.assertLess(alerter.verbs.count("progress"), 5)
        last = [body for path, body in alerter.requests if path.endswith("progress")][-1]
        self.assertEqual((last["message"], last["rows"]), ("step 999", 999))
        self.assertEqual(alerter.body("success")["metrics"], {"m0": 999, "m1": 997, "m2": 998})
        self.assertEqual(run.dropped, 0)

    def test_progress_that_may_have_been_taken_is_not_changed(self) -> None:
        """A try without an answer may have arrived: its event_id must not come again with other content."""
        alerter = Taken(OK, DOWN)
        with told(alerter), alerting.job("train") as run:
            run.progress("one")
            self.assertTrue(alerting._courier._wait(lambda: len(alerter.requests) >= 2, 5))
            run.progress("two")
        contents = collections.defaultdict(set)
        for _, body in alerter.requests:
            contents[body["event_id"]].add(json.dumps(body, sort_keys=True))
        self.assertEqual({len(content) for content in contents.values()}, {1})
        self.assertEqual([body["message"] for path, body in alerter.requests if path.endswith("progress")][-1], "two")

    def test_typed_events_are_told_one_by_one(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, alerting.job("train") as run:
            run.event("data_generated", rows=5, bytes=6, dataset={"path": "/a"})
            run.event("input_drift", "psi is high", level="error", psi=0.4)
            run.event("training_error", "loss is not a number", level="fatal")
            run.event("unheard_of")
        typed = [body for path, body in alerter.requests if path.endswith("progress")]
        self.assertEqual([(body["kind"], body.get("level")) for body in typed],
                         [("data_generated", None), ("input_drift", "ERROR"), ("training_error", "CRITICAL")])
        self.assertEqual((typed[0]["rows"], typed[0]["dataset"]), (5, {"path": "/a"}))
        self.assertEqual(typed[1]["metrics"], {"psi": 0.4})
        self.assertEqual(len(lines), 1)
        self.assertIn("unheard_of", lines[0])

    def test_figures_that_are_none_are_left_out_and_said_once(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, alerting.job("train") as run:
            run.rows = -1
            run.metrics(loss=float("nan"), text="high", good=1)  # type: ignore[arg-type]
            run.metrics(loss=float("nan"))
        self.assertEqual(alerter.body("success")["metrics"], {"good": 1})
        self.assertNotIn("rows", alerter.body("success"))
        self.assertEqual(len(lines), 3)

    def test_more_metrics_than_are_taken_are_left_out_and_said(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, alerting.job("train") as run:
            run.metrics({f"m{number}": number for number in range(150)})
            run.metrics(m0=-1)
        self.assertEqual(len(alerter.body("success")["metrics"]), 100)
        self.assertEqual(alerter.body("success")["metrics"]["m0"], -1)
        self.assertEqual(lines, ["train: only 100 metrics are told of a run"])

    def test_what_the_alerter_refuses_is_not_sent_again(self) -> None:
        alerter = Taken(OK, WRONG)
        with told(alerter) as lines:
            with alerting.job("train", run="r"):
                pass
        self.assertEqual(alerter.verbs, ["start", "success"])
        self.assertEqual(lines, ["the end of train/r was not reported: HTTP 400, $.at: expected a time"])

    def test_an_end_of_which_a_member_was_left_out_was_told(self) -> None:
        alerter = Taken(OK, alerting._Answer(True, False, "$.rows: no", rejected=1, stored=1))
        with told(alerter) as lines:
            with alerting.job("train", run="r"):
                pass
        self.assertEqual(alerter.verbs, ["start", "success"])
        self.assertEqual(lines, ["train/r: the alerter left something out: $.rows: no"])

    def test_names_are_as_long_as_the_alerter_takes_them(self) -> None:
        alerter = Taken()
        with told(alerter):
            with alerting.job("train", model={"n" * 300: "v"}) as run:
                run.metrics({"m" * 300: 1})
        end = alerter.body("success")
        self.assertEqual([len(name) for member in ("model", "metrics") for name in end[member]], [200, 200])

    def test_the_end_is_tried_again_and_comes_before_what_is_older(self) -> None:
        alerter = Taken(DOWN, BUSY, BUSY)
        alerter.go.clear()
        with told(alerter) as lines:
            with alerting.job("train"):
                threading.Timer(0.05, alerter.go.set).start()
        self.assertEqual(alerter.verbs, ["start", "success", "success", "success", "start"])
        self.assertEqual(lines, [])

    def test_an_end_behind_a_long_queue_is_told_in_time(self) -> None:
        class Slow(Taken):
            def send(self, path: str, body: Optional[bytes], content_type: str = "") -> alerting._Answer:
                time.sleep(0.02)
                return super().send(path, body, content_type)

        alerter = Slow(patience=0.6)
        with told(alerter) as lines, alerting.job("train", run="r") as run:
            for _ in range(200):
                run.event("data_generated")
        self.assertIn("success", alerter.verbs)
        self.assertGreater(alerter.verbs.count("progress"), 0)
        self.assertEqual(len(lines), 1)
        self.assertRegex(lines[0], rf"^{run.dropped} reports of train/r were dropped: there was no more time$")

    def test_given_up_in_time_with_one_line_and_counted(self) -> None:
        alerter = Taken(*[DOWN] * 1_000, patience=0.3)
        began = time.monotonic()
        with told(alerter) as lines:
            with alerting.job("train", run="r") as run:
                run.event("data_generated")
        self.assertLess(time.monotonic() - began, 3)
        self.assertEqual(len(lines), 1)
        self.assertRegex(lines[0], r"^the end of train/r was not reported: Connection refused( \(tries: \d+\))?; "
                                   r"2 reports of train/r were dropped$")
        self.assertEqual((run.dropped, alerting.stats().queued), (3, 0))

    def test_a_longer_wait_than_the_job_gives_is_not_waited_for(self) -> None:
        alerter = Taken(OK, alerting._Answer(False, True, "HTTP 429", 60.0))
        began = time.monotonic()
        with told(alerter) as lines, alerting.job("train", run="r"):
            pass
        self.assertLess(time.monotonic() - began, 3)
        self.assertEqual(lines, ["the end of train/r was not reported: HTTP 429"])

    def test_events_beyond_the_queue_are_dropped_and_counted_but_never_start_and_end(self) -> None:
        alerter = Taken()
        alerter.go.clear()
        with mock.patch.object(alerting, "_QUEUE", 20), told(alerter) as lines:
            with alerting.job("train", run="r") as run:
                for _ in range(50):
                    run.event("data_generated")
                self.assertLessEqual(alerting.stats().queued, 20)
                alerter.go.set()
        self.assertEqual((alerter.verbs[0], alerter.verbs[-1]), ("start", "success"))
        self.assertEqual(alerter.verbs.count("progress") + run.dropped, 50)
        self.assertEqual(lines, [f"{run.dropped} reports of train/r were dropped: the queue was full"])

    def test_explicit_outcomes(self) -> None:
        for method, argument, verb in (("cancel", ("not today",), "cancel"), ("fail", ("no rows", "Empty"), "fail"),
                                       ("success", (), "success")):
            alerter = Taken()
            with told(alerter), alerting.job("train") as run:
                getattr(run, method)(*argument)
            self.assertEqual(alerter.verbs, ["start", verb])
            end = alerter.body(verb)
            self.assertEqual([end[name] for name in ("message", "reason") if name in end], list(argument))

    def test_an_error_is_a_failure_whatever_was_said_before(self) -> None:
        alerter = Taken()
        with told(alerter), self.assertRaises(KeyError), alerting.job("train") as run:
            run.success()
            raise KeyError("x")
        self.assertEqual((alerter.verbs, alerter.body("fail")["reason"]), (["start", "fail"], "KeyError"))

    def test_names_that_cannot_be_are_made_to_fit(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, alerting.job("a\nb\x7f" + "😀" * 300, run="\t"):
            pass
        name = alerter.requests[0][0].split("/")[3]
        text = __import__("urllib.parse").parse.unquote(name)
        self.assertTrue(text.startswith("a b 😀"))
        self.assertLessEqual(len(text.encode("utf-16-le")) // 2, 200)
        self.assertEqual(lines, [])

    def test_without_a_name_it_runs_unreported(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, alerting.job("  ") as run:
            run.progress("x")
        self.assertEqual((alerter.requests, len(lines)), ([], 1))

    def test_nonsense_in_arguments_costs_no_report(self) -> None:
        alerter = Taken()
        options: Any = dict(run=object(), kind="daily", scheduled_at="soon", attempt="x", partition="", partitions=-1,
                            model=5, labels=[1], parents=7, trace_id=9)
        with told(alerter), alerting.job("train", **options) as run:
            run.progress(5, rows="many", loss=object())  # type: ignore[arg-type]
        self.assertEqual(alerter.verbs, ["start", "progress", "success"])

    def test_the_run_and_its_place_come_from_the_environment(self) -> None:
        cases: List[Tuple[Mapping[str, str], str, Dict[str, Any]]] = [
            ({"ALERTING_RUN_ID": "r1", "ALERTING_ATTEMPT": "3", "ALERTING_PARTITION": "p", "ALERTING_PARTITIONS": "4"},
             "r1", {"attempt": 3, "partition": "p", "partitions": 4}),
            ({"ALERTING_RUN_ID": "r1", "ALERTING_JOB": "train"}, "r1", {"attempt": 1}),
            ({"HOSTNAME": "train-x-4", "JOB_COMPLETION_INDEX": "4"}, "train-x", {"partition": "4"}),
            ({"TRACEPARENT": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "ALERTING_RUN_ID": "r"}, "r",
             {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}),
        ]
        for environment, run, members in cases:
            alerter = Taken()
            with told(alerter, **environment), alerting.job("train"):
                pass
            self.assertEqual(alerter.requests[0][0], f"/api/jobs/train/runs/{run}/start")
            self.assertEqual({name: alerter.body("start")[name] for name in members}, members)

    def test_a_run_id_for_another_job_is_not_taken(self) -> None:
        alerter = Taken()
        with told(alerter, ALERTING_RUN_ID="r1", ALERTING_JOB="other", HOSTNAME="node"), alerting.job("train") as run:
            pass
        self.assertRegex(run.id, r"^node-[0-9a-f]{12}$")

    def test_inside_the_wrapper_start_and_end_are_its(self) -> None:
        alerter = Taken()
        with told(alerter, ALERTING_RUN_ID="r1", ALERTING_JOB="train", ALERTING_WRAPPED="/nowhere/verdict"):
            with self.assertRaises(ValueError), alerting.job("train") as run:
                run.rows = 5
                raise ValueError("x")
        self.assertEqual(alerter.verbs, ["progress"])
        self.assertEqual((alerter.body("progress")["rows"], alerter.body("progress")["reason"]), (5, "ValueError"))
        self.assertNotIn("sequence", alerter.body("progress"))

    def test_each_call_of_a_decorated_function_is_a_run(self) -> None:
        alerter = Taken()

        @alerting.job("train")
        def train(rows: int) -> int:
            """Trains."""
            alerting.current_run().rows = rows
            return rows + 1

        with told(alerter):
            self.assertEqual((train(1), train(2), train.__doc__, train.__name__), (2, 3, "Trains.", "train"))
        self.assertEqual(alerter.verbs, ["start", "success"] * 2)
        self.assertEqual(len({path.split("/")[5] for path, _ in alerter.requests}), 2)

    def test_a_coroutine_is_a_run_that_can_be_cancelled(self) -> None:
        alerter = Taken()

        @alerting.job("train")
        async def train(seconds: float) -> str:
            await asyncio.sleep(seconds)
            return alerting.current_run().job

        async def both() -> Any:
            task = asyncio.ensure_future(train(60))
            done = await train(0)
            task.cancel()
            return done, (await asyncio.gather(task, return_exceptions=True))[0]

        with told(alerter):
            done, cancelled = asyncio.run(both())
        self.assertEqual((done, type(cancelled)), ("train", asyncio.CancelledError))
        self.assertEqual(sorted(alerter.verbs), ["cancel", "start", "start", "success"])

    def test_while_an_end_is_told_other_tasks_go_on(self) -> None:
        alerter = Taken(patience=2.0)
        alerter.go.clear()

        async def other() -> None:
            await asyncio.sleep(0.05)
            alerter.go.set()

        async def both() -> None:
            task = asyncio.ensure_future(other())
            async with alerting.job("train"):
                pass
            await task

        with told(alerter) as lines:
            asyncio.run(both())
        self.assertEqual((alerter.verbs, lines), (["start", "success"], []))

    def test_a_generator_cannot_be_decorated(self) -> None:
        def rows() -> Any:
            yield 1

        with self.assertRaises(TypeError):
            alerting.job("train")(rows)

    def test_outside_of_a_run_the_current_run_reports_nothing(self) -> None:
        alerter = Taken()
        with told(alerter):
            alerting.current_run().progress("x", rows=1)
        self.assertEqual(alerter.requests, [])

    def test_records_of_a_run_and_of_its_threads_name_it(self) -> None:
        seen: List[Dict[str, Any]] = []
        with told(Taken()), alerting.job("train", run="r", attempt=2, partition=0):
            seen.append(shown(record()))
            thread = threading.Thread(target=lambda: seen.append(shown(record())))
            thread.start()
            thread.join()
        for line in seen:
            self.assertEqual([line[name] for name in ("job", "run", "attempt", "partition")], ["train", "r", 2, "0"])
        self.assertNotIn("job", shown(record()))

    def test_where_no_thread_is_to_be_had_it_is_told_all_the_same(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, mock.patch.object(threading.Thread, "start", side_effect=RuntimeError("can't")):
            with alerting.job("train") as run:
                run.progress("x")
        self.assertEqual((alerter.verbs, lines), (["start", "progress", "success"], []))

    def test_a_fault_of_its_own_is_not_the_job_s(self) -> None:
        alerter = Taken()
        with told(alerter) as lines, mock.patch.object(alerting, "_json", side_effect=ZeroDivisionError):
            with alerting.job("train") as run:
                run.progress("x")
        self.assertEqual(len(lines), 2, lines)


class Answers(unittest.TestCase):
    def judged(self, status: int, body: bytes = b"", **headers: str) -> alerting._Answer:
        message = Message()
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        return alerting._judged(status, message, body, "application/json")

    def test_what_can_help_is_tried_again(self) -> None:
        seen = [status for status in range(400, 600) if self.judged(status).again]
        self.assertEqual(seen, [408, 425, 429, *range(500, 600)])

    def test_retry_after_is_a_number_or_a_date(self) -> None:
        soon = (datetime.now(timezone.utc) + timedelta(seconds=30)).strftime("%a, %d %b %Y %H:%M:%S GMT")
        self.assertEqual(self.judged(429, Retry_After="7").after, 7)
        self.assertAlmostEqual(self.judged(503, Retry_After=soon).after or 0, 30, delta=2)
        for junk in ("", "soon", "nan", "Mon, 99 Foo"):
            self.assertIsNone(self.judged(503, Retry_After=junk).after)
        self.assertEqual(self.judged(503, Retry_After="-5").after, 0)
        self.assertLessEqual(self.judged(503, Retry_After="1e9").after or 0, 300)

    def test_a_page_that_answers_200_is_no_alerter(self) -> None:
        self.assertTrue(self.judged(200, b'{"accepted":1,"rejected":[]}').accepted)
        self.assertFalse(self.judged(200, b"<html>log in</html>").accepted)
        self.assertFalse(self.judged(200, b"[]").accepted)

    def test_addresses_that_cannot_be_are_said_without_quoting_them(self) -> None:
        for url in ("ftp://a", "http://", "http://user:secret@host", "http://host?x=1", "http://host:99999",
                    "http://a b", "http://[::1", "example.com"):
            with self.subTest(url):
                fault = alerting._url_fault(url)
                self.assertTrue(fault)
                self.assertNotIn("secret", fault or "")
        for url in ("http://127.0.0.1:7071", "https://alerting.example.com/base", "http://[::1]:80"):
            self.assertIsNone(alerting._url_fault(url))

    def test_a_token_never_is_in_what_is_said(self) -> None:
        with mock.patch.dict(os.environ, {"ALERTING_TOKEN": "very-secret-1\r\nX: y"}):
            answer = alerting._Alerter("http://127.0.0.1:1", None, 1.0, 1.0).send("/x", b"{}")
        self.assertEqual((answer.again, answer.why), (False, "the token has characters that a header cannot carry"))

    def test_pings_name_what_happened(self) -> None:
        alerter = Taken()
        with told(alerter) as lines:
            self.assertTrue(alerting.ping("a/b"))
            self.assertTrue(alerting.ping("a", "start", run="r 1"))
            self.assertTrue(alerting.ping("a", 3))
            self.assertFalse(alerting.ping("a", 256))
            self.assertFalse(alerting.ping("", "fail"))
        self.assertEqual([path for path, _ in alerter.requests],
                         ["/api/ping/a%2Fb", "/api/ping/a/start?rid=r%201", "/api/ping/a/3"])
        self.assertEqual(len(lines), 1)


class Sending(unittest.TestCase):
    def handler(self, alerter: Taken, **options: Any) -> alerting.Handler:
        with told(alerter):
            return alerting.Handler(interval=60, **options)

    def lines(self, alerter: Taken) -> List[str]:
        return [line["message"] for _, lines in alerter.requests for line in lines]

    def test_records_go_in_batches_in_their_order(self) -> None:
        alerter = Taken()
        handler = self.handler(alerter, batch=10)
        for number in range(25):
            handler.handle(record(f"n{number}"))
        handler.flush()
        self.assertEqual(self.lines(alerter), [f"n{number}" for number in range(25)])
        self.assertLessEqual(max(len(lines) for _, lines in alerter.requests), 10)
        self.assertEqual(handler.stats, alerting.Stats(25, 0, 0))

    def test_a_full_queue_drops_the_oldest_and_says_so(self) -> None:
        alerter = Taken()
        alerter.go.clear()
        handler = self.handler(alerter, capacity=10, batch=5)
        for number in range(50):
            handler.handle(record(f"n{number}"))
        alerter.go.set()
        handler.flush()
        sent = self.lines(alerter)
        self.assertEqual(sent[-1] if sent[-1].startswith("n") else sent[-2], "n49")
        self.assertEqual(handler.stats.sent + handler.stats.dropped, 50)
        self.assertGreater(handler.stats.dropped, 30)
        said = [line["dropped"] for _, lines in alerter.requests for line in lines if line["logger"] == "alerting"]
        self.assertEqual(sum(said), handler.stats.dropped)

    def test_what_is_too_large_is_sent_in_smaller_parts(self) -> None:
        alerter = Taken(LARGE, LARGE)
        handler = self.handler(alerter, batch=8)
        for number in range(8):
            handler.handle(record(f"n{number}"))
        handler.flush()
        self.assertEqual([len(lines) for _, lines in alerter.requests], [8, 4, 2, 6])
        self.assertEqual(handler.stats, alerting.Stats(8, 0, 0))

    def test_what_was_dropped_is_said_by_a_record_that_the_alerter_can_place(self) -> None:
        alerter = Taken(WRONG)
        handler = self.handler(alerter, batch=1, service="hub")
        with told(alerter):
            handler.handle(record("lost"))
            handler.flush()
            with alerting.JobLoggingContext("job-1", job_type="boltz2"):
                handler.handle(record("sent"))
            handler.flush()
        said = alerter.requests[-1][1][-1]
        self.assertEqual(
            (said["dropped"], said["service"], said["job_id"], said["job_type"]),
            (1, {"name": "hub"}, "job-1", "boltz2"))

    def test_a_record_of_which_a_member_was_left_out_is_not_lost(self) -> None:
        alerter = Taken(alerting._Answer(True, False, "no", rejected=3, stored=2))
        handler = self.handler(alerter, batch=2)
        with told(alerter):
            handler.handle(record("a"))
            handler.handle(record("b"))
            handler.flush()
        self.assertEqual(handler.stats, alerting.Stats(2, 0, 0))

    def test_what_is_refused_is_dropped_and_what_is_rejected_is_counted(self) -> None:
        alerter = Taken(WRONG, alerting._Answer(True, False, "no", rejected=1, stored=2))
        handler = self.handler(alerter, batch=2)
        with told(alerter) as lines:
            for number in range(4):
                handler.handle(record(f"n{number}"))
            handler.flush()
        self.assertEqual(handler.stats, alerting.Stats(1, 3, 0))
        self.assertEqual(len(lines), 2)

    def test_the_end_waits_no_longer_than_it_may(self) -> None:
        alerter = Taken(*[DOWN] * 1_000)
        handler = self.handler(alerter, flush_timeout=0.3)
        handler.handle(record("n"))
        began = time.monotonic()
        with told(alerter) as lines:
            handler.flush()
            handler.close()
            handler.close()
        self.assertLess(time.monotonic() - began, 3)
        self.assertEqual(lines, ["1 log records were dropped: Connection refused"])

    def test_a_log_call_never_waits_and_never_raises(self) -> None:
        alerter = Taken()
        alerter.go.clear()
        handler = self.handler(alerter, batch=1)
        began = time.monotonic()
        for _ in range(1_000):
            handler.handle(record("n %d", "x"))
        self.assertLess(time.monotonic() - began, 3)
        with mock.patch.object(alerting.JsonFormatter, "format", side_effect=ZeroDivisionError):
            handler.handle(record("n"))
        self.assertEqual(handler.stats.dropped, 1)
        alerter.go.set()
        with told(alerter) as lines:
            handler.close()
        self.assertEqual(lines, ["1 log records were dropped: a record could not be formatted: ZeroDivisionError"])

    def test_records_of_its_own_thread_are_not_sent(self) -> None:
        class Chatty(Taken):
            def send(self, path: str, body: Optional[bytes], content_type: str = "") -> alerting._Answer:
                handler.handle(record("while sending"))
                return super().send(path, body, content_type)

        alerter = Chatty()
        handler = self.handler(alerter)
        handler.handle(record("n"))
        handler.flush()
        self.assertEqual(self.lines(alerter), ["n"])

    def test_the_thread_is_there_only_while_there_is_something_to_send(self) -> None:
        handler = self.handler(Taken())
        handler.handle(record("n"))
        handler.flush()
        self.assertTrue(handler._sender is not None and handler._sender._wait(
            lambda: handler._sender is not None and handler._sender._thread is None, 5))

    def test_configured_again_it_replaces_what_it_did(self) -> None:
        root, stream = logging.getLogger(), io.StringIO()
        before, level = list(root.handlers), root.level
        try:
            with told(Taken()):
                alerting.configure_logging("a", stream=stream)
                handler = alerting.configure_logging("b", "2", "test", "DEBUG", stream=stream)
                logging.getLogger("x").debug("once")
                handler.close()
            self.assertEqual(len(root.handlers), len(before) + 2)
            lines = stream.getvalue().splitlines()
            self.assertEqual([json.loads(line)["service"]["name"] for line in lines], ["b"])
        finally:
            root.handlers[:] = before
            root.setLevel(level)


if __name__ == "__main__":
    unittest.main()
