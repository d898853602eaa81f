"""A kernel is ready when it answers: no fixed wait, and a kernel that died or hangs is named as Jupyter names it."""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module

import pytest

from evidence_lib.notebooks.ready import ReadyClient, ReadyManager
from evidence_lib.notebooks.runner import ADDRESS_PARSER, KERNEL, NOT_STARTED, load_papermill


def with_kernel(work: Callable[[ReadyManager, ReadyClient], Awaitable[None]]) -> None:
    """Do something with a kernel that was just started, and end it."""

    async def all_of_it() -> None:
        manager = ReadyManager(kernel_name=KERNEL)
        await manager.start_kernel()
        client = manager.client()
        client.start_channels()
        try:
            await work(manager, client)
        finally:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)
            await manager.cleanup_resources()
            manager.context.destroy(linger=0)

    asyncio.run(all_of_it())


def test_output_of_the_first_cell_is_heard_by_a_client_that_is_ready() -> None:
    async def work(manager: ReadyManager, client: ReadyClient) -> None:
        assert type(client) is ReadyClient
        await client.wait_for_ready(timeout=60)
        asked = client.execute("print('heard')")
        while True:
            message = await client.get_iopub_msg(timeout=60)
            assert message["parent_header"]["msg_id"] == asked, "something of before was left in the channel"
            if message["msg_type"] == "stream":
                assert message["content"]["text"] == "heard\n"
                return

    with_kernel(work)


def test_a_kernel_that_died_is_not_waited_for() -> None:
    async def work(manager: ReadyManager, client: ReadyClient) -> None:
        await manager.signal_kernel(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        with pytest.raises(RuntimeError, match="died before replying") as died:
            await client.wait_for_ready(timeout=60)
        assert NOT_STARTED.search(str(died.value)), "a refresh tries such a kernel again"

    with_kernel(work)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal stops a process there")
def test_a_kernel_that_does_not_answer_is_given_up() -> None:
    async def work(manager: ReadyManager, client: ReadyClient) -> None:
        await manager.signal_kernel(signal.SIGSTOP)
        with pytest.raises(RuntimeError, match=r"didn't respond in 0\.1 seconds") as hung:
            await client.wait_for_ready(timeout=0.1)
        assert NOT_STARTED.search(str(hung.value))

    with_kernel(work)


def test_what_papermill_is_loaded_without_is_there_for_others() -> None:
    load_papermill.cache_clear()
    assert load_papermill() is import_module("papermill")
    assert sys.modules.get(ADDRESS_PARSER, "not loaded") is not None
    assert import_module(ADDRESS_PARSER)
