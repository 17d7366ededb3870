"""Many reports: in order, on all cores when there are many, and none of them able to end the run."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from musterroll import Claim, read
from musterroll.archive import SetAside, Source, load
from musterroll.errors import CodebookError, MusterrollError
from musterroll.model import Period

#: With fewer reports than this, starting processes costs more than they save.
PARALLEL_FROM = 100

#: Reports under way for each process: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Done:
    """A report that was read: what is known about it, its claims in the order of the text, remarks for the user."""

    name: str
    shown: str
    publisher: str | None
    published: Period | None
    claims: tuple[Claim, ...]
    remarks: tuple[str, ...]


def read_one(source: Source, language: str | None = None) -> Done | SetAside:
    """Load and read one report. Never raises: whatever goes wrong with it sets this report aside."""
    try:
        loaded = load(source, language=language)
        report = loaded.report
        claims = tuple(read(report))
    except CodebookError as error:
        reason = f"the words for its language have {len(error.mistakes)} mistakes; run 'musterroll codebook check' to see them"
        return SetAside(source.shown, reason)
    except MusterrollError as error:
        return SetAside(source.shown, str(error))
    except Exception as error:  # a defect in the reader must cost one report, not the run
        return SetAside(
            source.shown, f"the reader failed on it ({type(error).__name__}: {error}); please report this as a defect"
        )
    return Done(source.name, source.shown, report.publisher, report.published, claims, loaded.remarks)


def read_all(
    found: Iterable[Source | SetAside], *, language: str | None = None, workers: int | None = None
) -> Iterator[Done | SetAside]:
    """Read every source, in the order given; what was set aside already is passed on in its place.

    From ``PARALLEL_FROM`` sources on, ``workers`` processes share the work (default: one for each core). A report that ends its
    process is set aside.
    """
    items = list(found)
    workers = workers or _cores()
    if workers > 1 and len(items) >= PARALLEL_FROM:
        yield from _in_parallel(items, language, workers)
    else:
        for item in items:
            yield item if isinstance(item, SetAside) else read_one(item, language)


def _in_parallel(items: list[Source | SetAside], language: str | None, workers: int) -> Iterator[Done | SetAside]:
    waiting = iter(items)
    pool = _pool(workers)
    try:
        while under_way := deque(_started(pool, waiting, workers * _AHEAD, language)):
            while under_way:
                item, future = under_way.popleft()
                try:
                    yield future.result()
                except BrokenProcessPool:
                    # One of those under way ended its process, and the pool does not tell which: each is read again alone.
                    yield _alone(item, language)
                    for suspect, _ in under_way:
                        yield _alone(suspect, language)
                    pool.shutdown()
                    pool = _pool(workers)
                    break
                under_way.extend(_started(pool, waiting, 1, language))
    finally:
        pool.shutdown(cancel_futures=True)  # waits for the reports under way: leaving at once leaves pipes half closed


def _started(
    pool: ProcessPoolExecutor, waiting: Iterator[Source | SetAside], most: int, language: str | None
) -> Iterator[tuple[Source | SetAside, Future[Done | SetAside]]]:
    """Start up to ``most`` of the waiting reports."""
    for _, item in zip(range(most), waiting, strict=False):
        future: Future[Done | SetAside] = Future()
        if isinstance(item, SetAside):
            future.set_result(item)
        elif item.path is None:  # another process has no standard input
            future.set_result(read_one(item, language))
        else:
            try:
                future = pool.submit(read_one, item, language)
            except BrokenProcessPool as error:
                future.set_exception(error)
        yield item, future


def _alone(item: Source | SetAside, language: str | None) -> Done | SetAside:
    if isinstance(item, SetAside):
        return item
    with _pool(1) as pool:
        try:
            return pool.submit(read_one, item, language).result()
        except BrokenProcessPool:
            return SetAside(item.shown, "its reading ended the process, perhaps for want of memory; read it alone, or split it")


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, because forking beside the thread that draws the progress bar can lock up.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # a container may own fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
