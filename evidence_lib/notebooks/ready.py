"""The kernel client that a refresh uses: it knows a kernel is ready by its answers, where Jupyter's own waits for silence.

Jupyter's client takes a kernel for ready once nothing has come from it for 0.2 seconds. Ours asks for the kernel's
information and waits for both of its answers: the reply itself, and the word "idle" on the channel for output, which also
says that outputs will be heard. Only public methods are used.
"""

import asyncio
import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager

AGAIN = 1.0  # seconds after which the kernel is asked anew: it may have answered before the channels were joined


class ReadyClient(AsyncKernelClient):  # type: ignore[misc]
    """A client whose wait ends with the kernel's answers."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers. Raises RuntimeError, in Jupyter's words, where it died or does not."""
        until = time.monotonic() + timeout if timeout is not None else float("inf")
        while True:
            asked = self.kernel_info()
            answers = (self._answer(self.get_shell_msg, asked), self._answer(self.get_iopub_msg, asked))
            if all(await asyncio.gather(*answers)):
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > until:
                raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    async def _answer(self, get: Any, asked: str) -> bool:
        """Whether the last answer to a question comes on a channel before it is asked again."""
        until = time.monotonic() + AGAIN
        while (left := until - time.monotonic()) > 0:
            try:
                message = await get(timeout=left)
            except Empty:
                return False
            if message["parent_header"].get("msg_id") == asked and (
                message["msg_type"] == "kernel_info_reply" or message["content"].get("execution_state") == "idle"
            ):
                return True
        return False


class ReadyManager(AsyncKernelManager):  # type: ignore[misc]
    """Jupyter's manager of a kernel, with our client."""

    client_class = f"{__name__}.{ReadyClient.__name__}"
    client_factory = ReadyClient
