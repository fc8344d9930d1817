"""Reports batch jobs and their logs to an alerter. One file, standard library only, Python 3.9 or newer.

    import alerting

    with alerting.job("train-churn") as run:
        run.rows = train()

Where to report stands in ALERTING_URL, the token in ALERTING_TOKEN or ALERTING_TOKEN_FILE. Reporting never fails a job
and never holds it for long: what cannot be told within the bounds is dropped and counted, with one line on stderr.
Nothing can be told of a process that is ended by SIGKILL or os._exit(); the alerter notices that the run fell silent.
"""

from __future__ import annotations

import atexit
import contextlib
import contextvars
import email.utils
import encodings.idna  # noqa: F401 - socket imports it late: a fork in the middle of that would leave a child without.
import functools
import http.client
import inspect
import json
import logging
import math
import os
import random
import re
import signal
import socket
import ssl
import sys
import threading
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request
import uuid
import weakref
from collections import deque
from datetime import datetime, timezone
from email.message import Message
from types import FrameType, TracebackType
from typing import (
    Any, Callable, Deque, Dict, Iterable, List, Mapping, NamedTuple, Optional, Sequence, Set, TextIO, Tuple, Type,
    TypeVar, Union, cast,
)

try:
    import resource
except ImportError:  # Windows has none.
    resource = None  # type: ignore[assignment]

__all__ = [
    "Handler", "JobLoggingContext", "JsonFormatter", "Redact", "RequestLoggingContext", "Run", "Stats",
    "configure_logging", "current_run", "job", "ping", "stats",
]

Metric = Union[float, Tuple[float, int], Mapping[str, float]]
_Function = TypeVar("_Function", bound=Callable[..., Any])

# How much the alerter takes: characters are UTF-16 units there, as .NET counts them.
_NAME, _RUN, _MESSAGE, _TEXT = 200, 256, 2_000, 1_000
_MEMBERS, _METRICS, _PARENTS, _ATTEMPTS, _PARTITIONS = 50, 100, 100, 1_000, 1_000_000
_LOG_BYTES = 64 * 1024

_QUEUE = 1_000  # Events that wait at the most.
_PROGRESS_SECONDS = 1.0  # Progress is told no more often; what comes between is folded into the next.
_BACKOFF_SECONDS, _BACKOFF_MOST = 0.5, 30.0
_RETRY_AFTER_MOST = 300.0

_KINDS = ("scheduled", "manual", "backfill", "test")
_TYPED = ("data_generated", "input_drift", "training_error")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


# --- Saying something, once ------------------------------------------------------------------------------------------

_said: Set[str] = set()


def _say(text: str) -> None:
    """One line on stderr, past sys.stderr: that may be closed, or in the middle of a write when a signal comes."""
    line = "".join(letter if letter.isprintable() else " " for letter in _masked(text))
    with contextlib.suppress(OSError):
        os.write(2, f"alerting: {line[:600]}\n".encode("utf-8", "backslashreplace"))


def _say_once(about: str, text: str) -> None:
    if about not in _said:
        _said.add(about)
        _say(text)


def _guarded(method: _Function) -> _Function:
    """A fault of this file must not become a fault of the job."""

    @functools.wraps(method)
    def guarded(*args: Any, **more: Any) -> Any:
        try:
            return method(*args, **more)
        except Exception as fault:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            _say_once("fault", f"not reported: {type(fault).__name__} in {method.__name__}, line {where.lineno}")
            return None

    return cast(_Function, guarded)


# --- Secrets ---------------------------------------------------------------------------------------------------------

_MASK = "***"
_own_tokens: Set[str] = set()

# A repetition that can begin at many places of a text has a bound, so that no text is slow.
_NAMED = (
    r"(?:password|passwd|pwd|passphrase|secret|token|credentials?|authorization|api[_-]?key|access[_-]?key"
    r"|account[_-]?key|private[_-]?key|secret[_-]?key|shared[_-]?access[_-]?(?:key|signature))"
)
_SECRET_NAME = re.compile(_NAMED + r"\Z", re.IGNORECASE)
_SECRETS: Tuple[Tuple["re.Pattern[str]", str], ...] = (
    (re.compile(r"(?s)-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|\Z)"), _MASK),
    # A password in a URL: scheme://user:password@host.
    (re.compile(r"(://[^\s/?#@:]{0,256}):[^\s/?#]{1,1024}@"), rf"\1:{_MASK}@"),
    (re.compile(r"(?i)\b(authorization[\"']?\s{0,5}[:=]\s{0,5}[\"']?(?:basic|digest|token|apikey)\s{1,5})[^\s\"',;]+"),
     rf"\1{_MASK}"),
    (re.compile(r"(?i)\b(bearer\s{1,5})(?=[^\s\"']{0,40}\d|[^\s\"']{16})[\w.~+/=-]{6,}"), rf"\1{_MASK}"),
    # name=value, name: value, "name": "value"; with escaped quotes, too, and with quotes that a cut has left open.
    (re.compile(r"(?i)(" + _NAMED + r"\\{0,2}[\"']?[ \t]{0,5}(?:=|:(?!//))[ \t]{0,5})"
                r"(?:\\{1,2}[\"'][^\"'\\]{1,4096}(?:\\{1,2}[\"'])?"
                r"|[bru]{0,2}\"(?:[^\"\\]|\\.){1,4096}\"|[bru]{0,2}'(?:[^'\\]|\\.){1,4096}'|[bru]{0,2}[\"'][^\"'\s]+"
                r"|(?!\*\*\*|bearer\s|basic\s)[^\s,;&\"'<>(){}\[\]]+)"),
     rf"\1{_MASK}"),
    (re.compile(r"(?i)(--[\w-]{0,30}" + _NAMED + r"[ \t]{1,5})(?!-)\S+"), rf"\1{_MASK}"),
    (re.compile(r"([?&]sig=)[^&\s\"']+"), rf"\1{_MASK}"),
    (re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"), _MASK),
    (re.compile(r"\beyJ[\w-]{8,4096}\.[\w-]{8,}\.[\w-]{8,}"), _MASK),
    (re.compile(r"\b(?:gh[pousr]_|github_pat_|glpat-|hf_|sk-|xox[abeoprs]-|AIza)[\w-]{16,}"), _MASK),
    (re.compile(r"(hooks\.slack\.com/services/)[\w/]+"), rf"\1{_MASK}"),
)


def _masked(text: str) -> str:
    for token in tuple(_own_tokens):
        text = text.replace(token, _MASK)
    for pattern, mask in _SECRETS:
        text = pattern.sub(mask, text)
    return text


class Redact(logging.Filter):
    """Masks obvious secrets: bearer tokens, passwords in URLs, ``password=...``, AWS keys, JWTs, private keys.

    Called with a text it returns the masked text. As a filter, ``handler.addFilter(alerting.Redact())``, it masks the
    record itself, for every handler that sees it later. ``Handler`` and ``JsonFormatter`` mask without it.
    """

    def __call__(self, text: str) -> str:
        return _masked(text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the message, the exception and texts among the extra members; lets every record pass."""
        record.msg, record.args = _masked(_message(record)), None
        if record.exc_info or record.exc_text:
            record.exc_text = _masked(_exception(record) or "")
        for name, value in list(record.__dict__.items()):
            if name not in _STANDARD and isinstance(value, str):
                record.__dict__[name] = _MASK if _SECRET_NAME.search(name) else _masked(value)
        return True


# --- Values that are safe in JSON ------------------------------------------------------------------------------------


def _whole(text: str) -> str:
    """Lone surrogates, as file names may have them, are no Unicode."""
    try:
        text.encode("utf-8")
        return text
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _str(value: object) -> str:
    """The text of anything, whatever its __str__ does."""
    try:
        return _whole(str(value))
    except Exception as error:
        return f"<{type(value).__name__} without a text: {type(error).__name__}>"


def _cut(text: str, units: int) -> str:
    """At most so many UTF-16 units."""
    if len(text) * 2 <= units:
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return text if len(raw) <= 2 * units else raw[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"


def _tail(text: str) -> str:
    """The last 64 KB of it, masked, in whole characters."""
    if len(text) > 4 * _LOG_BYTES:
        # From the begin of a line: of a secret that is cut in two, the rest would not be known as one.
        text = text[-4 * _LOG_BYTES:].partition("\n")[2] or text[-_LOG_BYTES // 4:]
    raw = _masked(text).encode("utf-8", "backslashreplace")
    return raw[-_LOG_BYTES:].decode("utf-8", "ignore")


def _name(value: object, units: int) -> str:
    """A name without control characters; empty where nothing is left."""
    text = "".join(letter if letter >= " " and not "\x7f" <= letter <= "\x9f" else " " for letter in _str(value))
    return _cut(text.strip(), units)


def _number(value: object) -> Optional[float]:
    """A finite number; None for anything else. Takes what float() takes but text, so numpy's and Decimal too."""
    if isinstance(value, (str, bytes, bytearray)):
        return None
    try:
        number = float(cast(Any, value))
    except (TypeError, ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _safe(value: object, redact: Callable[[str], str], depth: int = 6) -> Any:
    """What json can write and any reader takes: finite numbers, whole texts, bounded nesting, no secret by name."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _bounded(str.__str__(value), redact)
    if isinstance(value, int):
        return int(value) if -(2**63) <= value < 2**63 else _safe_float(float("inf") if value > 0 else float("-inf"))
    if isinstance(value, float):
        return _safe_float(float(value))
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return redact(bytes(value[:4096]).decode("utf-8", "backslashreplace"))
    if isinstance(value, BaseException):
        return _bounded(f"{type(value).__name__}: {_str(value)}", redact)
    if depth > 0 and isinstance(value, Mapping):
        return _safe_members(value, redact, depth - 1)
    if depth > 0 and isinstance(value, (list, tuple, set, frozenset, deque)):
        return [_safe(item, redact, depth - 1) for item in list(value)[:200]]
    if getattr(value, "ndim", None) == 0 and callable(getattr(value, "item", None)):
        return _safe(cast(Any, value).item(), redact, depth - 1) if depth > 0 else _str(value)
    return _bounded(_str(value), redact, 4 * _TEXT)


def _bounded(text: str, redact: Callable[[str], str], units: int = 32 * 1024) -> str:
    # Cut twice: masking costs by the length. What a cut leaves of a secret has its name before it, so it is masked.
    return _cut(redact(_whole(text[: 2 * units])), units)


def _safe_float(value: float) -> Union[float, str]:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _safe_members(value: Mapping[Any, Any], redact: Callable[[str], str], depth: int) -> Dict[str, Any]:
    members: Dict[str, Any] = {}
    for name, item in list(value.items())[:200]:
        text = _str(name)
        members[text] = _MASK if item and _SECRET_NAME.search(text) else _safe(item, redact, depth)
    return members


def _json(value: object) -> str:
    # ASCII: whatever the console's encoding is, and no line separator of Unicode breaks the line.
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def _time(at: datetime) -> str:
    return at.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(value: object) -> Optional[str]:
    """RFC 3339 of a datetime or of its text; without a zone it is UTC. None where it is neither."""
    if not isinstance(value, datetime):
        try:
            value = datetime.fromisoformat(re.sub(r"[zZ]\Z", "+00:00", _str(value).strip()))
        except ValueError:
            return None
    return _time(value if value.tzinfo else value.replace(tzinfo=timezone.utc))


# --- The alerter, by HTTP --------------------------------------------------------------------------------------------


class _Answer(NamedTuple):
    """What came of one request."""

    accepted: bool
    again: bool  # Trying again can help.
    why: str
    after: Optional[float] = None  # Seconds to wait that the alerter asked for.
    rejected: int = 0  # Parts of the body that it left out.
    stored: Optional[int] = None  # Reports that it has; None where it does not say.
    size: bool = False  # The body was too large.


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Followed nowhere: the token is for one host only."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Alerter:
    """Where to report and how. Its token is in no text of it."""

    def __init__(self, url: str, token: Optional[str], timeout: float, patience: float) -> None:
        self.url = url
        self.timeout = timeout
        self.patience = patience
        self._token = token
        self._opener: Optional[urllib.request.OpenerDirector] = None

    @staticmethod
    def configured(
        url: Optional[str] = None, token: Optional[str] = None, timeout: Optional[float] = None
    ) -> Optional[_Alerter]:
        """The arguments, else the environment; None, said once, where no alerter is named or it cannot be one."""
        url = _str(url or os.environ.get("ALERTING_URL") or "").strip().rstrip("/")
        if not url:
            _say_once("url", "ALERTING_URL is not set: nothing is reported")
            return None
        wrong = _url_fault(url) or _token_fault(_str(token or os.environ.get("ALERTING_TOKEN") or ""))
        if wrong:
            _say_once("url", f"{wrong}: nothing is reported")
            return None
        seconds = timeout if timeout else _setting("ALERTING_TIMEOUT", 5.0)
        alerter = _Alerter(url, token, seconds, _setting("ALERTING_GIVE_UP_AFTER", 15.0))
        with contextlib.suppress(_Unfit):
            alerter._current_token()  # So that it is masked from now on.
        return alerter

    def send(self, path: str, body: Optional[bytes], content_type: str = "application/json") -> _Answer:
        """One request, posted where there is a body. Never raises."""
        try:
            request = urllib.request.Request(self.url + path, data=body, method="GET" if body is None else "POST")
            request.add_header("User-Agent", "alerting-python/1")
            if body is not None:
                request.add_header("Content-Type", content_type)
            token = self._current_token()
            if token:
                request.add_unredirected_header("Authorization", f"Bearer {token}")
            with self._open(request) as answer:
                return _judged(answer.status, answer.headers, answer.read(1 << 20), content_type)
        except urllib.error.HTTPError as refused:
            with refused, contextlib.suppress(Exception):
                return _judged(refused.code, refused.headers, refused.read(1 << 16))
            return _judged(refused.code, refused.headers)
        except _Unfit as unfit:
            return _Answer(False, False, str(unfit))
        except Exception as error:
            return _failed(error)

    def _open(self, request: urllib.request.Request) -> Any:
        if self._opener is None:
            self._opener = urllib.request.build_opener(_NoRedirect, *self._tls())
        return self._opener.open(request, timeout=self.timeout)

    def _tls(self) -> List[urllib.request.BaseHandler]:
        if not self.url.lower().startswith("https:"):
            return []
        try:
            context = ssl.create_default_context(cafile=os.environ.get("ALERTING_CA_FILE") or None)
        except (OSError, ValueError) as error:
            raise _Unfit(f"ALERTING_CA_FILE cannot be used: {_why(error)}") from None
        return [urllib.request.HTTPSHandler(context=context)]

    def _current_token(self) -> str:
        """Read each time: a mounted secret is replaced while a job runs."""
        token = _str(self._token or os.environ.get("ALERTING_TOKEN") or "")
        path = os.environ.get("ALERTING_TOKEN_FILE")
        if not token and path:
            try:
                with open(path, encoding="utf-8") as file:
                    token = file.read(1 << 16)
            except (OSError, ValueError) as error:
                raise _Unfit(f"ALERTING_TOKEN_FILE cannot be read: {_why(error)}") from None
        token = token.strip()
        wrong = _token_fault(token)
        if wrong:
            raise _Unfit(wrong)
        if len(token) >= 6:
            _own_tokens.add(token)
        return token


class _Unfit(Exception):
    """The settings do not allow a request."""


def _setting(name: str, usual: float) -> float:
    value = os.environ.get(name, "").strip()
    if not value:
        return usual
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if 0 < seconds <= 600:
        return seconds
    _say_once(name, f"{name} must be seconds, more than 0 and at most 600: {usual:g} is used")
    return usual


def _url_fault(url: str) -> Optional[str]:
    """Never quotes the URL: there may be a password in it."""
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        return "ALERTING_URL is not a URL"
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or port == 0:
        return "ALERTING_URL must start with http:// or https:// and name a host"
    if "@" in parts.netloc:
        return "ALERTING_URL must not hold a user or a password: the token is for ALERTING_TOKEN"
    if parts.query or parts.fragment or not url.isascii() or not url.isprintable() or " " in url:
        return "ALERTING_URL must be without query, fragment and blanks"
    return None


def _token_fault(token: str) -> Optional[str]:
    fits = token.strip().isascii() and token.strip().isprintable() and " " not in token.strip()
    return None if fits else "the token has characters that a header cannot carry"


def _judged(status: int, headers: Message, body: bytes = b"", content_type: str = "") -> _Answer:
    if 200 <= status < 300:
        return _taken(status, body) if content_type == "application/json" else _Answer(True, False, "")
    why = f"HTTP {status}"
    if 300 <= status < 400:
        to = urllib.parse.urlsplit(headers.get("Location") or "")
        where = f"{to.scheme}://{to.hostname}" if to.hostname else "another path"
        return _Answer(False, False, f"{why}, a redirect to {where}, which is not followed")
    detail = _detail(body)
    if detail:
        why += f", {detail}"
    again = status in (408, 425, 429) or status >= 500
    return _Answer(False, again, why, _after(headers.get("Retry-After")) if again else None, size=status == 413)


def _taken(status: int, body: bytes) -> _Answer:
    """Success, if it is the alerter that says so: a login page answers 200 as well."""
    if not body.strip():
        return _Answer(True, False, "")
    try:
        answer = json.loads(body)
        rejected, stored = answer.get("rejected") or [], answer.get("accepted")
    except (ValueError, AttributeError):
        rejected, stored = [], None
    if not isinstance(stored, int):
        return _Answer(False, False, f"HTTP {status}, but not an alerter's answer: is ALERTING_URL right?")
    why = _cut(_json(_safe(rejected[0], _masked)), 200) if rejected else ""
    return _Answer(True, False, why, rejected=len(rejected), stored=stored)


def _detail(body: bytes) -> str:
    """What a problem document says."""
    with contextlib.suppress(ValueError, AttributeError):
        problem = json.loads(body)
        return _cut(_str(problem.get("detail") or problem.get("title") or ""), 200)
    return ""


def _after(value: Optional[str]) -> Optional[float]:
    """Seconds of a Retry-After, which is a number or a date."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            until = email.utils.parsedate_to_datetime(value)
        except (TypeError, ValueError, IndexError):
            return None
        seconds = (until - datetime.now(until.tzinfo or timezone.utc)).total_seconds() if until.tzinfo else 0.0
    return min(max(seconds, 0.0), _RETRY_AFTER_MOST) if math.isfinite(seconds) else None


def _failed(error: Exception) -> _Answer:
    reason = getattr(error, "reason", None)
    cause = reason if isinstance(error, urllib.error.URLError) and isinstance(reason, Exception) else error
    broken = isinstance(cause, (OSError, http.client.HTTPException, urllib.error.URLError))
    return _Answer(False, broken and not isinstance(cause, ssl.SSLCertVerificationError), _why(cause))


def _why(error: Exception) -> str:
    """Never the text of an error that may quote a header or a URL."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, (socket.timeout, TimeoutError)):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__


def _backoff(tries: int) -> float:
    return min(_BACKOFF_SECONDS * 2.0 ** min(tries - 1, 10), _BACKOFF_MOST) * random.uniform(0.6, 1.0)


# --- A thread that is there only while there is something to send ----------------------------------------------------

_own = threading.local()  # .active in threads of ours, whose log records are not sent: they would never end.
_workers: "weakref.WeakSet[_Worker]" = weakref.WeakSet()


class _Worker:
    """Sends what its subclass has, on a daemon thread of its own.

    The lock can be taken again by who has it, since a signal handler may interrupt whoever holds it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._reset()
        _workers.add(self)

    def _reset(self) -> None:
        """As new: also after a fork, which leaves locks as they were and threads behind."""
        self._changed = threading.Condition(threading.RLock())
        self._thread: Optional[threading.Thread] = None

    def _pause(self) -> Optional[float]:
        """Seconds until there is something to send; None: nothing is left. Under the lock."""
        raise NotImplementedError

    def _take(self) -> Any:
        """What is sent next. Under the lock."""
        raise NotImplementedError

    def _send(self, taken: Any) -> _Answer:
        raise NotImplementedError

    def _settle(self, taken: Any, answer: _Answer) -> None:
        """Notes what came of it. Under the lock."""
        raise NotImplementedError

    def _wake(self) -> None:
        """There is something to do. Under the lock."""
        if not self._has_thread():
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            try:
                self._thread.start()
            except RuntimeError:
                self._thread = None  # None is to be had, or the interpreter ends: whoever waits sends.
        self._changed.notify_all()

    def _has_thread(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    @_guarded
    def _run(self) -> None:
        _own.active = True
        while True:
            with self._changed:
                pause = self._pause()
                if pause is None:
                    self._thread = None
                    self._changed.notify_all()
                    return
                if pause > 0:
                    self._changed.wait(pause)
                    continue
                taken = self._take()
            self._try(taken)

    def _try(self, taken: Any) -> None:
        try:
            answer = self._send(taken)
        except Exception as fault:
            answer = _Answer(False, False, type(fault).__name__)
        with self._changed:
            self._settle(taken, answer)
            self._changed.notify_all()

    def _wait(self, done: Callable[[], bool], seconds: float) -> bool:
        """Until it is done, or so many seconds are over."""
        until = time.monotonic() + seconds
        while True:
            with self._changed:
                if done():
                    return True
                rest = until - time.monotonic()
                if rest <= 0:
                    return False
                pause = None if self._has_thread() else self._pause()
                if pause is None or pause > 0:
                    self._changed.wait(min(rest, pause or rest))
                    continue
                taken = self._take()
            active, _own.active = getattr(_own, "active", False), True
            try:
                self._try(taken)
            finally:
                _own.active = active


# --- Events of runs --------------------------------------------------------------------------------------------------


class Stats(NamedTuple):
    """Counts since the process began."""

    sent: int
    dropped: int
    queued: int


class _Line:
    """The events of one run, or of one ping."""

    def __init__(self, what: str, alerter: _Alerter) -> None:
        self.what = what
        self.alerter = alerter
        self.ending = False
        self.ended: Optional[_Answer] = None  # What came of the end, once that is certain.
        self.rush = math.inf  # From when on the end comes before what is older.
        self.tries = 0
        self.dropped = 0
        self.why = ""


class _Mail:
    """One event on its way."""

    def __init__(self, line: _Line, verb: str, path: str, body: Optional[Dict[str, Any]]) -> None:
        self.line = line
        self.verb = verb
        self.path = path
        self.body = body
        self.text: Optional[str] = None  # The body of a ping.
        self.ends = verb in ("success", "fail", "cancel", "ping")
        self.folds = verb == "progress" and body is not None and "kind" not in body
        self.due = 0.0
        self.asked = False  # The alerter asked for that wait.
        self.tries = 0
        self.flies = False


class _Courier(_Worker):
    """Sends events in their order; the end of a run first where others do not get through, or take too long."""

    def __init__(self) -> None:
        self.sent = 0
        self.dropped = 0
        super().__init__("alerting-events")

    def _reset(self) -> None:
        super()._reset()
        self._queue: Deque[_Mail] = deque()
        self._failing = False
        self._told = 0.0  # When progress was last told.

    @property
    def queued(self) -> int:
        return len(self._queue)

    def put(self, mail: _Mail) -> None:
        with self._changed:
            if mail.folds and self._fold(mail):
                return
            if mail.folds:
                mail.due = self._told + _PROGRESS_SECONDS
            if mail.ends:
                mail.line.ending = True
            self._queue.append(mail)
            self._make_room()
            self._wake()

    def finish(self, line: _Line, seconds: float) -> bool:
        """Waits until all of it is told or its time is over; says so in one line where something was not."""
        with self._changed:
            self._hurry(line)
            line.rush = time.monotonic() + seconds / 3
            self._wake()
        self._wait(lambda: not any(mail.line is line for mail in list(self._queue)), seconds)
        with self._changed:
            for mail in [mail for mail in self._queue if mail.line is line]:
                self._drop(mail)
            told = not line.ending or (line.ended is not None and line.ended.accepted)
        others = line.dropped - (0 if told else 1)
        rest = f"{others} reports of {line.what} were dropped" if others > 0 else ""
        if not told:
            tries = f" (tries: {line.tries})" if line.tries > 1 else ""
            why = f"{line.why or 'no answer in time'}{tries}"
            _say(f"the end of {line.what} was not reported: {why}" + (f"; {rest}" if rest else ""))
        elif rest:
            _say(f"{rest}: {line.why or 'there was no more time'}")
        return told

    def drain(self, seconds: float) -> None:
        """Waits for what a forked child has still to tell."""
        self._wait(lambda: not self._queue, seconds)

    def _fold(self, mail: _Mail) -> bool:
        """Into a progress that waits and was never tried: a try that failed may have been taken after all."""
        for waiting in reversed(list(self._queue)):
            if waiting.line is mail.line:
                if not waiting.folds or waiting.tries or waiting.flies:
                    return False
                old, new = waiting.body or {}, mail.body or {}
                metrics = {**old.get("metrics", {}), **new.get("metrics", {})}
                old.update({name: value for name, value in new.items() if name != "event_id"})
                if metrics:
                    old["metrics"] = metrics
                return True
        return False

    def _hurry(self, line: _Line) -> None:
        for mail in self._queue:
            if mail.line is line and not mail.asked:
                mail.due = 0.0

    def _make_room(self) -> None:
        if len(self._queue) <= _QUEUE:
            return
        idle = [mail for mail in self._queue if not mail.flies and mail.verb == "progress"]
        victim = next((mail for mail in idle if mail.folds), idle[0] if idle else None)
        if victim is not None:
            victim.line.why = victim.line.why or "the queue was full"
            self._drop(victim)

    def _drop(self, mail: _Mail) -> None:
        with contextlib.suppress(ValueError):
            self._queue.remove(mail)
            mail.line.dropped += 1
            self.dropped += 1

    def _next(self) -> Optional[_Mail]:
        now = time.monotonic()
        waiting = [mail for mail in self._queue if not mail.flies]
        ends = [mail for mail in waiting if mail.ends and (self._failing or now >= mail.line.rush)]
        return next(iter(ends or waiting), None)

    def _pause(self) -> Optional[float]:
        mail = self._next()
        return None if mail is None else max(0.0, mail.due - time.monotonic())

    def _take(self) -> _Mail:
        mail = cast(_Mail, self._next())
        mail.flies = True
        return mail

    def _send(self, taken: _Mail) -> _Answer:
        taken.tries += 1
        if taken.body is None:
            text = None if taken.text is None else taken.text.encode("utf-8", "backslashreplace")
            return taken.line.alerter.send(taken.path, text, "text/plain; charset=utf-8")
        return taken.line.alerter.send(taken.path, _json(taken.body).encode("ascii"))

    def _settle(self, taken: _Mail, answer: _Answer) -> None:
        line = taken.line
        taken.flies = False
        if taken.folds:
            self._told = time.monotonic()
        self._failing = not answer.accepted and answer.again
        if taken.ends:
            line.tries = taken.tries
        if answer.accepted:
            with contextlib.suppress(ValueError):
                self._queue.remove(taken)
            self.sent += 1
            if taken.ends:
                line.ended = answer
            if answer.rejected:
                _say_once(answer.why, f"{line.what}: the alerter left something out: {answer.why}")
            return
        line.why = answer.why
        if not answer.again or self._is_hopeless(taken, answer):
            self._drop(taken)
            if taken.ends:
                line.ended = answer
            elif not answer.again:
                _say_once(answer.why, f"{line.what}: {answer.why}")
            return
        taken.asked = answer.after is not None
        taken.due = time.monotonic() + (answer.after if answer.after is not None else _backoff(taken.tries))

    def _is_hopeless(self, mail: _Mail, answer: _Answer) -> bool:
        """The end is told and this does not get through, or the alerter asks for more time than the job gives."""
        told = mail.line.ended is not None
        return told or (mail.ends and (answer.after or 0.0) > mail.line.alerter.patience)


_courier = _Courier()


def stats() -> Stats:
    """How many reports of runs were taken by the alerter, were dropped, and wait."""
    return Stats(_courier.sent, _courier.dropped, _courier.queued)


# --- A run -----------------------------------------------------------------------------------------------------------

_context: "contextvars.ContextVar[Mapping[str, Any]]" = contextvars.ContextVar("alerting_context", default={})
_run: "contextvars.ContextVar[Optional[Run]]" = contextvars.ContextVar("alerting_run", default=None)
_active: List[Run] = []  # Runs that go on, the oldest first.


class _Told(NamedTuple):
    """How a run ended."""

    verb: str
    members: Dict[str, Any]


class Run:
    """A run that goes on. Set ``rows`` and ``bytes`` to what it wrote; none of its methods raises or waits."""

    def __init__(self, name: str, options: Mapping[str, Any], alerter: Optional[_Alerter]) -> None:
        self.job = _name(name, _NAME)
        self.id = _name(options.get("run") or "", _RUN) or _name(_run_id(self.job), _RUN) or str(uuid.uuid4())
        self.rows: Optional[float] = None
        self.bytes: Optional[float] = None
        self.attempt = _counted("attempt", options.get("attempt"), "ALERTING_ATTEMPT", _ATTEMPTS) or 1
        self.partition = _partition(options.get("partition"))
        self.trace_id = _trace_id(options.get("trace_id"))
        self._options = options
        self._metrics: Dict[str, Any] = {}
        self._said: Optional[_Told] = None
        self._signal: Optional[str] = None
        self._over = False
        self._pid = os.getpid()
        self._sequence = 0
        self._began = time.monotonic()
        self._cpu = _cpu_seconds()
        # Inside alerting-run, which tells the start and the end and sees a SIGKILL, too: a file for what it cannot see.
        self._wrapper = os.environ.get("ALERTING_WRAPPED", "") if _is_of_wrapper(self.job, self.id) else ""
        self._line = _Line(f"{self.job}/{self.id}", alerter) if alerter and self.job else None

    @property
    def dropped(self) -> int:
        """How many of its reports were dropped."""
        return self._line.dropped if self._line else 0

    @_guarded
    def progress(
        self, message: Optional[str] = None, *, rows: Optional[float] = None, bytes: Optional[float] = None,
        **metrics: Metric,
    ) -> None:
        """It is alive. Told at most once a second: what comes between is folded into the next.

        ``rows`` and ``bytes`` are so far, and become those of the run.
        """
        self.rows = self.rows if rows is None else rows
        self.bytes = self.bytes if bytes is None else bytes
        measured = self._measured(metrics)
        self._metrics.update(measured)
        self._tell("progress", {"message": _said_text(message), **self._written(), "metrics": measured})

    @_guarded
    def metrics(self, values: Optional[Mapping[str, Metric]] = None, **more: Metric) -> None:
        """What was measured, by name: a number, or ``(number, samples)``. Told with the end."""
        self._metrics.update(self._measured({**(values or {}), **more}))

    @_guarded
    def event(
        self, kind: str, message: Optional[str] = None, *, level: Optional[str] = None, rows: Optional[float] = None,
        bytes: Optional[float] = None, dataset: Optional[Mapping[str, object]] = None,
        labels: Optional[Mapping[str, object]] = None, metrics: Optional[Mapping[str, Metric]] = None, **more: Metric,
    ) -> None:
        """``data_generated``, ``input_drift`` or ``training_error``; of level ERROR or CRITICAL it alerts."""
        if kind not in _TYPED:
            _say_once(f"event {kind}", f"{self.job}: expected an event of {', '.join(_TYPED)}, not {kind!r}")
            return
        self._tell("progress", {
            "kind": kind,
            "message": _said_text(message),
            "level": _level_name(level),
            **_figures(self.job, rows, bytes),
            "dataset": _members(dataset),
            "labels": _labels(labels),
            "metrics": self._measured({**(metrics or {}), **more}),
        })

    def success(self) -> None:
        """It did what it should: for a job that ends well after a SIGTERM."""
        self._said = _Told("success", {})

    def fail(self, message: str, reason: Optional[str] = None) -> None:
        """It did not do what it should. Told with the end; an exception says so by itself."""
        word = None if reason is None else _name(_masked(_str(reason)), _TEXT)
        self._said = _Told("fail", {"message": _said_text(message), "reason": word})

    def cancel(self, message: Optional[str] = None) -> None:
        """It was called off: nothing failed and nothing was done. Told with the end."""
        self._said = _Told("cancel", {"message": _said_text(message)})

    # The rest is for this file.

    def _names(self) -> Dict[str, Any]:
        """What log records have of it."""
        known = {"job": self.job, "run": self.id, "attempt": self.attempt,
                 "partition": self.partition, "trace_id": self.trace_id}
        return {name: value for name, value in known.items() if value}

    @_guarded
    def _begin(self) -> None:
        if not self._wrapper:
            self._tell("start", self._whole())

    @_guarded
    def _end(self, error: Optional[BaseException], by: Optional[str] = None) -> None:
        """Puts the end in the queue; ``by`` is the signal that ends the process as soon as this is told."""
        if self._over or self._pid != os.getpid():
            return
        told = _Told("fail", {"signal": by, "message": f"ended by {by}"}) if by else self._outcome(error)
        members = {**self._whole(), **self._written(), "metrics": {**self._metrics}, "resources": self._resources()}
        self._tell("progress" if self._wrapper else told.verb, {**members, **told.members})
        self._over = True
        if self._wrapper and told.verb != "success":
            # The process may end with 0 all the same.
            with contextlib.suppress(OSError), open(self._wrapper, "w", encoding="utf-8") as verdict:
                why = [told.members.get(name) for name in ("reason", "message")]
                verdict.write(f"{told.verb}\n{_name(': '.join(filter(None, why)), _MESSAGE)}\n")

    @_guarded
    def _wait(self, seconds: Optional[float] = None) -> None:
        """Until the end is told, or cannot be told in time."""
        if self._line is not None and self._pid == os.getpid() and self._over:
            alerter = self._line.alerter
            usual = alerter.timeout if self._wrapper else alerter.patience
            _courier.finish(self._line, usual if seconds is None else min(seconds, usual))

    @_guarded
    def _got(self, name: str) -> None:
        """A signal that the job handles itself: whatever it does now, it was told to stop."""
        self._signal = name
        self._tell("progress", {"message": f"{name} received", "level": "WARNING"})

    def _tell(self, verb: str, members: Dict[str, Any]) -> None:
        line = self._line
        if line is None or self._over:
            return
        body: Dict[str, Any] = {"at": _time(datetime.now(timezone.utc)), "event_id": str(uuid.uuid4())}
        # Where others report of the same run, our count of its events would be one of several.
        if self._pid == os.getpid() and not self._wrapper:
            body["sequence"], self._sequence = self._sequence, self._sequence + 1
        body.update(attempt=self.attempt, partition=self.partition, trace_id=self.trace_id, **members)
        body = {name: value for name, value in body.items() if value not in (None, {}, [], "")}
        _courier.put(_Mail(line, verb, f"/api/jobs/{_segment(self.job)}/runs/{_segment(self.id)}/{verb}", body))

    def _whole(self) -> Dict[str, Any]:
        """What is known of it from the begin: the end says it again, in case the start was lost."""
        options = self._options
        return {
            "kind": _kind(options.get("kind")),
            "scheduled_at": _slot(options.get("scheduled_at")),
            "partitions": _counted("partitions", options.get("partitions"), "ALERTING_PARTITIONS", _PARTITIONS),
            **{name: _members(options.get(name)) for name in ("model", "dataset", "code")},
            "labels": _labels(options.get("labels")),
            "parents": _parents(options.get("parents")),
        }

    def _written(self) -> Dict[str, Any]:
        return _figures(self.job, self.rows, self.bytes)

    def _measured(self, metrics: Mapping[str, Metric]) -> Dict[str, Any]:
        measured: Dict[str, Any] = {}
        for name, value in list(metrics.items()):
            text, measure = _name(name, _NAME), _measure(value)
            if measure is None or not text:
                _say_once(f"metric {text}", f"{self.job}: the metric {text!r} is no finite number and was left out")
            elif text in self._metrics or len(self._metrics) + len(measured) < _METRICS:
                measured[text] = measure
            else:
                _say_once(f"metrics of {self.job}", f"{self.job}: only {_METRICS} metrics are told of a run")
        return measured

    def _resources(self) -> Dict[str, float]:
        used = {"wall_seconds": round(time.monotonic() - self._began, 3)}
        if resource is not None:
            unit = 1 if sys.platform == "darwin" else 1024
            peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
            used["peak_memory_bytes"] = max(peaks) * unit
            used["cpu_seconds"] = round(max(0.0, _cpu_seconds() - self._cpu), 3)
        return used

    def _outcome(self, error: Optional[BaseException]) -> _Told:
        if error is None or (isinstance(error, SystemExit) and error.code in (None, 0)):
            if self._said is not None:
                return self._said
            return self._stopped(error, "received, then it ended by itself") if self._signal else _Told("success", {})
        if self._signal is not None:
            return self._stopped(error, _describe(error))
        if isinstance(error, SystemExit):
            return _Told("fail", _exit(error.code))
        if isinstance(error, KeyboardInterrupt):
            return _Told("cancel", {"message": "interrupted", "signal": "SIGINT"})
        if isinstance(error, GeneratorExit) or _is_cancelled(error):
            return _Told("cancel", {"message": type(error).__name__})
        message = _said_text(_str(error)) or type(error).__name__
        return _Told("fail", {"message": message, "reason": type(error).__name__, "log": _trace(error)})

    def _stopped(self, error: Optional[BaseException], message: str) -> _Told:
        members: Dict[str, Any] = {"signal": self._signal, "message": f"{self._signal}: {message}"}
        if isinstance(error, SystemExit):
            members["exit_code"] = _exit(error.code or 0)["exit_code"]
        elif error is not None:
            members["log"] = _trace(error)
        return _Told("fail", members)


def current_run() -> Run:
    """The run whose ``with`` block or function this is; where there is none, one that reports nothing."""
    return _run.get() or (_active[-1] if len(_active) == 1 else Run("", {}, None))


def _is_of_wrapper(name: str, run: str) -> bool:
    return os.environ.get("ALERTING_JOB") == name and os.environ.get("ALERTING_RUN_ID") == run


def _run_id(name: str) -> str:
    """ALERTING_RUN_ID, if it is this job's; the Job of an Indexed Job's pod; else one that nobody else has."""
    given = os.environ.get("ALERTING_RUN_ID")
    if given and os.environ.get("ALERTING_JOB", name) == name:
        return given
    host, index = os.environ.get("HOSTNAME", ""), os.environ.get("JOB_COMPLETION_INDEX", "")
    if index and host.endswith("-" + index):
        return host[: -len(index) - 1]
    return f"{host}-{uuid.uuid4().hex[:12]}" if host else str(uuid.uuid4())


def _partition(value: object) -> Optional[str]:
    for given in (value, os.environ.get("ALERTING_PARTITION"), os.environ.get("JOB_COMPLETION_INDEX")):
        if given is not None and _name(given, _NAME):
            return _name(given, _NAME)
    return None


def _trace_id(given: Optional[str]) -> Optional[str]:
    """Of W3C's TRACEPARENT: version, trace, span, flags."""
    if given:
        return _name(given, _TEXT)
    parts = re.fullmatch(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?",
                         os.environ.get("TRACEPARENT", "").strip())
    return parts.group(1) if parts and parts.group(1).strip("0") else None


def _counted(what: str, value: object, variable: str, most: int) -> Optional[int]:
    """A whole number from 1, of the argument, else of the variable."""
    given = value if value is not None else os.environ.get(variable) or None
    if given is None:
        return None
    try:
        number = int(cast(Any, given))
    except (TypeError, ValueError):
        number = 0
    if 1 <= number <= most:
        return number
    _say_once(what, f"{what}: expected a whole number from 1 to {most}; it was left out")
    return None


def _kind(value: object) -> Optional[str]:
    given = value or os.environ.get("ALERTING_KIND")
    if given and given not in _KINDS:
        _say_once("kind", f"kind: expected one of {', '.join(_KINDS)}; it was left out")
    return cast(str, given) if given in _KINDS else None


def _slot(value: object) -> Optional[str]:
    given = value or os.environ.get("ALERTING_SCHEDULED_AT")
    slot = _instant(given) if given else None
    if given and slot is None:
        _say_once("scheduled_at", "scheduled_at: expected a datetime or its ISO 8601 text; it was left out")
    return slot


def _level_name(level: Optional[str]) -> Optional[str]:
    name = {"WARN": "WARNING", "FATAL": "CRITICAL"}.get(_str(level).upper(), _str(level).upper()) if level else None
    if name is not None and name not in _LEVELS:
        _say_once("level", f"level: expected one of {', '.join(_LEVELS)}; it was left out")
    return name if name in _LEVELS else None


def _members(value: object) -> Optional[Dict[str, Any]]:
    """An object of texts and numbers; a text alone is its name."""
    if value is None:
        return None
    pairs = value if isinstance(value, Mapping) else {"name": value}
    members: Dict[str, Any] = {}
    for name, item in list(pairs.items())[:_MEMBERS]:
        text = _name(name, _NAME)
        if text and item is not None:
            number = None if isinstance(item, bool) else _number(item)
            secret = _SECRET_NAME.search(text) is not None
            members[text] = _MASK if secret else number if number is not None else _bounded(_str(item), _masked, _TEXT)
    return members


def _labels(value: object) -> Optional[Dict[str, str]]:
    """The same with texts only."""
    members = _members(value)
    return None if members is None else {name: _str(item) for name, item in members.items()}


def _parents(value: object) -> Optional[List[str]]:
    if value is None:
        return None
    listed: Iterable[object] = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
    names = [f"{item.job}/{item.id}" if isinstance(item, Run) else _str(item) for item in listed]
    return [_name(name, _NAME + 1 + _RUN) for name in names if name.strip()][:_PARENTS]


def _measure(value: Any) -> Any:
    samples: object = None
    if isinstance(value, Mapping):
        value, samples = value.get("value"), value.get("samples")
    elif isinstance(value, (tuple, list)) and len(value) == 2:
        value, samples = value[0], value[1]
    number, count = _number(value), _number(samples)
    if number is None or count is None or count < 0:
        return number
    return {"value": number, "samples": int(count)}


def _figures(what: str, rows: object, size: object) -> Dict[str, float]:
    figures: Dict[str, float] = {}
    for name, value in (("rows", rows), ("bytes", size)):
        number = None if value is None else _number(value)
        if number is not None and number >= 0:
            figures[name] = number
        elif value is not None:
            _say_once(f"{name} of {what}", f"{what}: {name} is no number from 0 and was left out")
    return figures


def _said_text(message: object) -> Optional[str]:
    return None if message is None else _bounded(_str(message), _masked, _MESSAGE)


def _describe(error: BaseException) -> str:
    text = _str(error)
    return cast(str, _said_text(f"{type(error).__name__}: {text}" if text else type(error).__name__))


def _trace(error: BaseException) -> str:
    return _tail(_whole("".join(traceback.format_exception(type(error), error, error.__traceback__))))


def _exit(code: object) -> Dict[str, Any]:
    """What the system sees: the lowest byte of a number, 1 with a text."""
    if isinstance(code, int):
        return {"exit_code": code & 0xFF, "message": f"exit code {code}"}
    return {"exit_code": 1, "message": _said_text(code)}


def _is_cancelled(error: BaseException) -> bool:
    cancelled = getattr(sys.modules.get("asyncio"), "CancelledError", None)
    return cancelled is not None and isinstance(error, cancelled)


def _cpu_seconds() -> float:
    if resource is None:
        return time.process_time()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _segment(name: str) -> str:
    return urllib.parse.quote(name, safe="")


class job:  # noqa: N801 - reads as a word in `with alerting.job(...)`
    """Reports what is done in a ``with`` or ``async with`` block, or each call of a function that it decorates.

    ``name``: of the job, 1 to 200 characters.
    ``run``: id of the run; default ALERTING_RUN_ID, else made up. A retry of a run has its id and the next ``attempt``.
    ``kind``: ``scheduled``, ``manual``, ``backfill`` or ``test``; default ALERTING_KIND.
    ``scheduled_at``: the slot of the schedule, a datetime or its text; default ALERTING_SCHEDULED_AT.
    ``attempt``: from 1; default ALERTING_ATTEMPT.
    ``partition``, ``partitions``: which part of a run this is, and how many it has; default ALERTING_PARTITION, then
    JOB_COMPLETION_INDEX, and ALERTING_PARTITIONS.
    ``model``, ``dataset``, ``code``: mappings such as ``{"name": "churn", "version": 7}``, or a name.
    ``parents``: jobs, ``"job/run"`` texts or runs that it follows.
    ``trace_id``: default that of TRACEPARENT.
    ``url``, ``token``, ``timeout``: instead of ALERTING_URL, ALERTING_TOKEN and ALERTING_TIMEOUT.
    """

    def __init__(
        self, name: str, *, run: Optional[str] = None, kind: Optional[str] = None,
        scheduled_at: Union[datetime, str, None] = None, attempt: Optional[int] = None,
        partition: Union[int, str, None] = None, partitions: Optional[int] = None,
        model: Union[Mapping[str, object], str, None] = None, dataset: Union[Mapping[str, object], str, None] = None,
        code: Union[Mapping[str, object], str, None] = None,
        parents: Union[str, Run, Sequence[Union[str, Run]], None] = None,
        labels: Optional[Mapping[str, object]] = None, trace_id: Optional[str] = None,
        url: Optional[str] = None, token: Optional[str] = None, timeout: Optional[float] = None,
    ) -> None:
        self._name = name
        self._options: Dict[str, Any] = dict(
            run=run, kind=kind, scheduled_at=scheduled_at, attempt=attempt, partition=partition, partitions=partitions,
            model=model, dataset=dataset, code=code, parents=parents, labels=labels, trace_id=trace_id)
        self._alerter: Dict[str, Any] = dict(url=url, token=token, timeout=timeout)
        self._open: List[Tuple[Run, Mapping[str, Any], Optional[Run]]] = []

    def __enter__(self) -> Run:
        run = self._made() or Run("", {}, None)
        if not run.job:
            _say_once("job", "a job without a name: nothing is reported of it")
        self._open.append((run, _context.get(), _run.get()))
        _context.set({**_context.get(), **run._names()})
        _run.set(run)
        _active.append(run)
        _terminations.watch()
        run._begin()
        return run

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        run = self._close(error)
        try:
            run._wait()
        finally:
            self._leave(run)

    async def __aenter__(self) -> Run:
        return self.__enter__()

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        import asyncio  # Slow to import, and here already there.

        run = self._close(error)
        try:
            # On another thread: other tasks of the loop go on meanwhile.
            await asyncio.get_running_loop().run_in_executor(None, run._wait)
        finally:
            self._leave(run)

    def __call__(self, function: _Function) -> _Function:
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError("alerting.job cannot decorate a generator: use `with alerting.job(...)` in it")
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def reported_later(*args: Any, **more: Any) -> Any:
                async with self._again():
                    return await function(*args, **more)

            return cast(_Function, reported_later)

        @functools.wraps(function)
        def reported(*args: Any, **more: Any) -> Any:
            with self._again():
                return function(*args, **more)

        return cast(_Function, reported)

    @_guarded
    def _made(self) -> Run:
        return Run(self._name, self._options, _Alerter.configured(**self._alerter))

    def _again(self) -> job:
        return job(self._name, **self._options, **self._alerter)

    def _close(self, error: Optional[BaseException]) -> Run:
        run, context, outer = self._open.pop()
        run._end(error)
        _context.set(context)
        _run.set(outer)
        return run

    def _leave(self, run: Run) -> None:
        with contextlib.suppress(ValueError):
            _active.remove(run)
        _terminations.unwatch()


# --- SIGTERM ---------------------------------------------------------------------------------------------------------


class _Terminations:
    """Reports SIGTERM while runs go on, then leaves it to whoever had it before."""

    def __init__(self) -> None:
        self._before: Any = None
        self._is_ours = False
        self._mask: Any = None

    def watch(self) -> None:
        """Only the main thread may; only where Python knows what would happen otherwise, and something would."""
        if self._is_ours or threading.current_thread() is not threading.main_thread():
            return
        before = signal.getsignal(signal.SIGTERM)
        if before is None or before == signal.SIG_IGN:
            return
        try:
            signal.signal(signal.SIGTERM, self._on_term)
            self._before, self._is_ours = before, True
        except ValueError:
            pass  # Not the main interpreter.

    def unwatch(self, anyway: bool = False) -> None:
        if not self._is_ours or (_active and not anyway):
            return
        try:
            # == since each look at a method makes a new object.
            if signal.getsignal(signal.SIGTERM) == self._on_term:
                signal.signal(signal.SIGTERM, self._before)
            self._before, self._is_ours = None, False
        except ValueError:
            pass  # Not the main thread: a handler without runs hands on at once.

    def hold(self) -> None:
        """During a fork: one that reaches the child before it has its own handling again would be lost."""
        if self._is_ours:
            self._mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})

    def release(self) -> None:
        if self._mask is not None:
            mask, self._mask = self._mask, None
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)

    def _on_term(self, number: int, frame: Optional[FrameType]) -> None:
        runs = [run for run in list(_active) if run._pid == os.getpid()]
        before = self._before
        if callable(before):
            for run in runs:
                run._got("SIGTERM")
            before(number, frame)
            return
        for run in runs:
            run._end(None, by="SIGTERM")
        until = time.monotonic() + _setting("ALERTING_GIVE_UP_AFTER", 15.0)
        for run in runs:
            run._wait(max(0.0, until - time.monotonic()))
        for handler in list(_handlers):
            handler.flush()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTERM)


_terminations = _Terminations()


# --- Logs ------------------------------------------------------------------------------------------------------------

# What every record has: all else came by extra={...}.
_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_FIXED = ("timestamp", "level", "logger", "message", "service", "exception", "stack")
_OF_CONTEXT = ("request_id", "user_id", "job_id", "job_type", "job", "run", "attempt", "partition", "trace_id")
_handlers: "weakref.WeakSet[Handler]" = weakref.WeakSet()


class _LoggingContext:
    def __init__(self, **known: Optional[str]) -> None:
        self._known = {name: _str(value) for name, value in known.items() if value is not None}
        self._outer: List[Mapping[str, Any]] = []

    def __enter__(self) -> _LoggingContext:
        self._outer.append(_context.get())
        _context.set({**_context.get(), **self._known})
        return self

    def __exit__(self, *_: object) -> None:
        _context.set(self._outer.pop())


class RequestLoggingContext(_LoggingContext):
    """Records made in its block have the id of the request, and of the user where it is known."""

    def __init__(self, request_id: str, user_id: Optional[str] = None) -> None:
        super().__init__(request_id=request_id, user_id=user_id)


class JobLoggingContext(_LoggingContext):
    """Records made in its block have the id of the job, of its user and its type, such as ``boltz2``."""

    def __init__(self, job_id: str, user_id: Optional[str] = None, job_type: Optional[str] = None) -> None:
        super().__init__(job_id=job_id, user_id=user_id, job_type=job_type)


class JsonFormatter(logging.Formatter):
    """One line of JSON for each record; what is unknown is left out.

    ``extra`` members are kept; ``duration_ms`` and ``operation`` go into ``performance``. A member that has the name of
    one of the record's own goes into ``extra``. ``redact``: masks every text; default :class:`Redact`, None: nothing.
    """

    def __init__(
        self, service: Optional[str] = None, version: Optional[str] = None, environment: Optional[str] = None, *,
        redact: Optional[Callable[[str], str]] = _masked,
    ) -> None:
        super().__init__()
        env = os.environ.get
        self._redact: Callable[[str], str] = redact or str
        known = {
            "name": service or env("ALERTING_SERVICE") or env("OTEL_SERVICE_NAME"),
            "version": version or env("ALERTING_SERVICE_VERSION"),
            "environment": environment or env("ALERTING_ENVIRONMENT"),
        }
        self._service = {name: _str(value) for name, value in known.items() if value}

    def format(self, record: logging.LogRecord) -> str:
        line: Dict[str, Any] = {
            "timestamp": _time(datetime.fromtimestamp(record.created, timezone.utc)),
            "level": _level(record.levelno),
            "logger": _str(record.name),
            "message": self._text(_message(record)),
        }
        if self._service:
            line["service"] = self._service
        line.update(self._known())
        self._add_extra(line, record)
        exception = _exception(record)
        if exception:
            line["exception"] = self._text(exception)
        if record.stack_info:
            line["stack"] = self._text(_str(record.stack_info))
        return _json(line)

    def _text(self, text: str) -> str:
        return _bounded(text, self._redact)

    def _known(self) -> Dict[str, Any]:
        known = _context.get()
        if "job" not in known and len(_active) == 1:
            # Another thread of the job: contexts are not handed on to threads.
            known = {**known, **_active[0]._names()}
        return {name: known[name] for name in _OF_CONTEXT if name in known}

    def _add_extra(self, line: Dict[str, Any], record: logging.LogRecord) -> None:
        performance: Dict[str, Any] = {}
        aside: Dict[str, Any] = {}
        for name, value in list(record.__dict__.items()):
            if name in _STANDARD or value is None and name in _OF_CONTEXT:
                continue
            safe = _MASK if value and _SECRET_NAME.search(name) else _safe(value, self._redact)
            where = aside if name in _FIXED else performance if name in ("duration_ms", "operation") else line
            where[_whole(name)] = safe
        if performance:
            given = line.get("performance")
            line["performance"] = {**given, **performance} if isinstance(given, dict) else performance
        if aside:
            line["extra"] = aside


def _level(number: int) -> str:
    return _LEVELS[min(max(number // 10 - 1, 0), 4)]


def _message(record: logging.LogRecord) -> str:
    try:
        return _whole(record.getMessage())
    except Exception as error:
        return f"{_str(record.msg)} (its arguments do not fit: {type(error).__name__})"


def _exception(record: logging.LogRecord) -> Optional[str]:
    try:
        if record.exc_info and record.exc_info[0] is not None:
            return _whole("".join(traceback.format_exception(*record.exc_info)).rstrip("\n"))
    except Exception as error:
        return f"a traceback that cannot be formatted: {type(error).__name__}"
    return _str(record.exc_text) if record.exc_text else None


class _Batch(NamedTuple):
    lines: List[str]


class _LogSender(_Worker):
    """Sends lines in batches. What does not fit into the queue pushes the oldest out."""

    def __init__(self, alerter: _Alerter, capacity: int, batch: int, interval: float) -> None:
        self.alerter = alerter
        self.capacity, self.batch, self.interval = max(1, capacity), max(1, batch), interval
        self.sent = 0
        self.dropped = 0
        self.why = ""
        super().__init__("alerting-logs")

    def _reset(self) -> None:
        super()._reset()
        self.lines: Deque[str] = deque()
        self.size = 0
        self.flying = 0
        self.failing = False
        self._tries = 0
        self._due = 0.0
        self._urgent = False
        self._unsaid = 0  # Dropped since that was last said to the alerter.
        self._most = self.batch

    def put(self, line: str) -> None:
        with self._changed:
            if not self.lines:
                self._due = max(self._due, time.monotonic() + self.interval)
            self.lines.append(line)
            self.size += len(line)
            while len(self.lines) > self.capacity or (self.size > _LOG_MEMORY and len(self.lines) > 1):
                self.size -= len(self.lines.popleft())
                self.drop(1, "the queue was full")
            self._wake()

    def drop(self, count: int, why: str) -> None:
        if count == 0:
            return
        self.dropped += count
        self._unsaid += count
        self.why = self.why or why

    def drain(self, seconds: float) -> bool:
        """Until all is sent or the time is over. Tries at once, whatever was to be waited for."""
        with self._changed:
            self._urgent = True
            self._wake()
        try:
            return self._wait(lambda: not self.lines and not self.flying, seconds)
        finally:
            self._urgent = False

    def _pause(self) -> Optional[float]:
        if not self.lines:
            return None
        waits = self._tries > 0 or not (self._urgent or len(self.lines) >= self._most)
        return max(0.0, self._due - time.monotonic()) if waits else 0.0

    def _take(self) -> _Batch:
        lines: List[str] = []
        size = 0
        while self.lines and len(lines) < self._most and (size < _LOG_BATCH or not lines):
            lines.append(self.lines.popleft())
            size += len(lines[-1])
        self.size -= size
        self.flying += len(lines)
        return _Batch(lines)

    def _send(self, taken: _Batch) -> _Answer:
        lines, dropped = taken.lines, self._unsaid
        if dropped:
            lines = lines + [_dropped_line(dropped, lines[-1])]
        answer = self.alerter.send("/api/logs", f"[{','.join(lines)}]".encode("ascii"))
        if answer.accepted and dropped:
            self._unsaid -= dropped
        # A record of which only a member was left out is not lost.
        return answer if answer.stored is None else answer._replace(rejected=max(0, len(lines) - answer.stored))

    def _settle(self, taken: _Batch, answer: _Answer) -> None:
        count = len(taken.lines)
        self.flying -= count
        if answer.accepted:
            self._taken(count, answer)
        elif answer.size and count > 1:
            self._most = max(1, count // 2)
            self._back(taken)
        elif not answer.again:
            _say_once(answer.why, f"logs: {answer.why}")
            self.drop(count, answer.why)
        else:
            self.why = answer.why
            self.failing = True
            self._tries += 1
            self._due = time.monotonic() + (_backoff(self._tries) if answer.after is None else answer.after)
            self._back(taken)

    def _taken(self, count: int, answer: _Answer) -> None:
        rejected = min(answer.rejected, count)
        self.sent += count - rejected
        if rejected:
            _say_once("rejected", f"logs: the alerter rejects a record: {answer.why}")
            self.drop(rejected, answer.why)
        self.failing, self._tries, self._most = False, 0, self.batch

    def _back(self, taken: _Batch) -> None:
        room = self.capacity - len(self.lines)
        kept = taken.lines[-room:] if room > 0 else []
        if len(kept) < len(taken.lines):
            self.drop(len(taken.lines) - len(kept), "the queue was full")
        self.lines.extendleft(reversed(kept))
        self.size += sum(len(line) for line in kept)


_LOG_MEMORY = 32 * 1024 * 1024
_LOG_BATCH = 1024 * 1024


def _dropped_line(count: int, like: str) -> str:
    """Of the service and the job of another record: one of nobody is not taken."""
    known: Dict[str, Any] = {}
    with contextlib.suppress(ValueError, AttributeError):
        known = {name: value for name, value in json.loads(like).items() if name in ("service", *_OF_CONTEXT)}
    return _json({
        "timestamp": _time(datetime.now(timezone.utc)), "level": "WARNING", "logger": "alerting",
        "message": f"{count} log records were dropped before they could be sent", "dropped": count, **known,
    })


class Handler(logging.Handler):
    """Sends records to the alerter, in batches and on a thread of its own. Never waits and never raises in a log call.

    ``service``, ``version``, ``environment``: see :class:`JsonFormatter`, which formats unless another one is set.
    ``capacity``: records that wait at the most, and 32 MB; the oldest are dropped for new ones, and counted.
    ``batch``: records of one request at the most; ``interval``: seconds a record waits for others.
    ``flush_timeout``: seconds that the end of the process waits for what is left.
    """

    def __init__(
        self, level: Union[int, str] = logging.NOTSET, *, service: Optional[str] = None, version: Optional[str] = None,
        environment: Optional[str] = None, capacity: int = 10_000, batch: int = 500, interval: float = 1.0,
        flush_timeout: float = 5.0, url: Optional[str] = None, token: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> None:
        super().__init__(level)
        self.setFormatter(JsonFormatter(service, version, environment))
        alerter = _Alerter.configured(url, token, timeout)
        self._flush_timeout = flush_timeout
        self._sender = _LogSender(alerter, capacity, batch, interval) if alerter else None
        self._is_closed = False
        _handlers.add(self)

    @property
    def stats(self) -> Stats:
        """Records that the alerter took, that were dropped, and that wait."""
        sender = self._sender
        return Stats(sender.sent, sender.dropped, len(sender.lines) + sender.flying) if sender else Stats(0, 0, 0)

    def handle(self, record: logging.LogRecord) -> bool:
        """Without the lock of :class:`logging.Handler`: who has it may be waiting for our thread, at the end of all."""
        if getattr(_own, "active", False):
            return False
        passed: Any = self.filter(record)  # From Python 3.12 on a filter may give another record.
        if passed:
            self.emit(passed if isinstance(passed, logging.LogRecord) else record)
        return bool(passed)

    def emit(self, record: logging.LogRecord) -> None:
        """Puts the record into the queue."""
        sender = self._sender
        if sender is None:
            return
        try:
            sender.put(self.format(record))
        except Exception as fault:
            with sender._changed:
                sender.drop(1, f"a record could not be formatted: {type(fault).__name__}")

    def flush(self) -> None:
        """Waits until all is sent, at most ``flush_timeout``; not at all while the alerter does not answer."""
        sender = self._sender
        if sender is not None and not sender.failing and not getattr(_own, "active", False):
            sender.drain(self._flush_timeout)

    def close(self) -> None:
        """Sends what is left within ``flush_timeout``, and says in one line how many records were dropped."""
        sender = self._sender
        if sender is not None and not self._is_closed:
            self._is_closed = True
            sender.drain(self._flush_timeout)
            with sender._changed:
                sender.drop(len(sender.lines) + sender.flying, "no answer in time")
                sender.lines.clear()
            if sender.dropped:
                _say(f"{sender.dropped} log records were dropped: {sender.why}")
        super().close()


def configure_logging(
    service: Optional[str] = None, version: Optional[str] = None, environment: Optional[str] = None,
    level: Union[int, str] = logging.INFO, *, stream: Optional[TextIO] = None, url: Optional[str] = None,
    token: Optional[str] = None,
) -> Handler:
    """The root logger writes JSON lines to ``stream``, default stderr, and sends them to the alerter.

    Called again it replaces what it did before; handlers of others stay.
    """
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, Handler) or isinstance(handler.formatter, JsonFormatter):
            root.removeHandler(handler)
            handler.close()
    console = logging.StreamHandler(stream)
    console.setFormatter(JsonFormatter(service, version, environment))
    sending = Handler(service=service, version=version, environment=environment, url=url, token=token)
    root.addHandler(console)
    root.addHandler(sending)
    root.setLevel(level)
    return sending


# --- Pings -----------------------------------------------------------------------------------------------------------


def ping(
    name: str, state: Union[str, int] = "success", *, run: Optional[str] = None, log: Optional[str] = None,
    url: Optional[str] = None, token: Optional[str] = None, timeout: Optional[float] = None,
) -> bool:
    """Says one thing of a job: ``success``, ``start``, ``fail``, ``log``, or the exit code 0 to 255 of what ran.

    ``run`` ties pings of one run together, ``log`` is text to keep with it. Waits for the answer, within the bounds;
    whether it was taken. Never raises.
    """
    alerter = _Alerter.configured(url, token, timeout)
    text = _str(state)
    known = text in ("success", "start", "fail", "log") or (text.isascii() and text.isdigit() and int(text) <= 255)
    if not known or not _name(name, _NAME):
        _say_once("ping", "ping: expected a name, and success, start, fail, log or 0 to 255")
    if alerter is None or not known or not _name(name, _NAME):
        return False
    path = f"/api/ping/{_segment(_name(name, _NAME))}" + ("" if text == "success" else f"/{text}")
    if run:
        path += f"?rid={_segment(_name(run, _RUN))}"
    mail = _Mail(_Line(f"ping {_name(name, _NAME)}", alerter), "ping", path, None)
    mail.text = None if log is None else _tail(_whole(log))
    return bool(_sent(mail))


@_guarded
def _sent(mail: _Mail) -> bool:
    _courier.put(mail)
    return _courier.finish(mail.line, mail.line.alerter.patience)


# --- Forks and the end of the process --------------------------------------------------------------------------------


def _at_exit() -> None:
    """What a child that was forked has to tell: a run has told all before its block is left. Handlers see to theirs."""
    if _courier.queued:
        _courier.drain(_setting("ALERTING_TIMEOUT", 5.0))


_held: List[_Worker] = []


def _before_fork() -> None:
    _terminations.hold()
    _held[:] = list(_workers)
    for worker in _held:
        worker._changed.acquire()


def _after_fork_here() -> None:
    for worker in _held:
        worker._changed.release()
    _held.clear()
    _terminations.release()


def _after_fork_in_child() -> None:
    """The parent sends what waited; its runs and its reports of SIGTERM are not the child's."""
    _held.clear()
    for worker in list(_workers):
        worker._reset()
    _own.active = False
    _terminations.unwatch(anyway=True)
    _terminations.release()
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        # A child of multiprocessing ends without atexit, and clears what was there to be done at its end as it begins.
        util.register_after_fork(_terminations, lambda _: util.Finalize(None, _end_of_child, exitpriority=0))


def _end_of_child() -> None:
    _at_exit()
    for handler in list(_handlers):
        handler.flush()


atexit.register(_at_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before_fork, after_in_parent=_after_fork_here, after_in_child=_after_fork_in_child)
