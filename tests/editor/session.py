"""An editor without a screen: it opens documents in a language server, and says what a user would see."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from cattrs import Converter
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

Answer = TypeVar("Answer")

CURSOR = "█"
"""Where the cursor stands in a text."""

TIMEOUT = 60.0
"""Seconds that a server has for an answer; it needs milliseconds, and seconds to start."""


class Fault(NamedTuple):
    """What an editor underlines, from its first character; lines and columns are counted from 1."""

    line: int
    column: int
    message: str


class Session:
    """A running language server and the user's settings, for `with`.

    Args:
        command: The program that serves on its standard input and output, and its arguments.
        root: Folder of the documents, which exist in the editor alone.
        language: The documents' language, as the protocol calls it.
        suffix: Their names end with it.
        settings: The user's settings.
        hasty: Whether the server says that nothing is wrong before it has looked; then ask it only about texts in which
            something is.
    """

    def __init__(
        self,
        command: Sequence[str],
        root: Path,
        language: str,
        suffix: str,
        settings: dict[str, Any],
        *,
        hasty: bool = False,
    ) -> None:
        self._command, self._root, self._language, self._suffix = command, root, language, suffix
        self._settings, self._hasty = settings, hasty
        self._numbers = count(1)
        self._published: dict[str, asyncio.Future[Sequence[lsp.Diagnostic]]] = {}
        self._runner = asyncio.Runner()
        self._client = LanguageClient("clbackbones-tests", "1", converter_factory=_converter)
        self._listen(lsp.WORKSPACE_CONFIGURATION, self._configuration)
        self._listen(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self._diagnosed)
        for method in TOLD:
            self._listen(method, lambda _: None)

    def __enter__(self) -> Self:
        self._run(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._run(self._stop())
        self._runner.close()

    def diagnostics(self, texts: Sequence[str], folders: Sequence[str] = (".",)) -> dict[str, list[list[Fault]]]:
        """What is underlined in each text, from top to bottom, by the folder that the texts lie in.

        Servers wait for a pause in typing before they underline; they do so once for all texts of a call.
        """
        return self._run(self._all_diagnostics(texts, folders))

    def completions(self, text: str, folder: str = ".") -> list[lsp.CompletionItem]:
        """What is offered at the cursor, in the order in which an editor shows it."""
        (offered,) = self.all_completions(text, folder)
        return offered

    def all_completions(self, text: str, folder: str = ".") -> list[list[lsp.CompletionItem]]:
        """What is offered at each cursor of a text."""
        return self._run(self._at_cursors(text, folder, self._completions))

    def hover(self, text: str, folder: str = ".") -> str:
        """The Markdown that is shown for what stands at the cursor; empty where nothing is."""
        (shown,) = self.all_hovers(text, folder)
        return shown

    def all_hovers(self, text: str, folder: str = ".") -> list[str]:
        """The Markdown that is shown for what stands at each cursor of a text."""
        return self._run(self._at_cursors(text, folder, self._hover))

    def _listen(self, method: str, answer: Callable[[Any], object]) -> None:
        def listener(params: Any) -> object:
            return answer(params)

        self._client.feature(method)(listener)

    def _run(self, coroutine: Coroutine[Any, Any, Answer]) -> Answer:
        return self._runner.run(asyncio.wait_for(coroutine, TIMEOUT))

    async def _start(self) -> None:
        program, *arguments = self._command
        await self._client.start_io(program, *arguments)
        folders = [lsp.WorkspaceFolder(self._root.as_uri(), self._root.name)]
        await self._client.initialize_async(
            lsp.InitializeParams(CAPABILITIES, root_uri=self._root.as_uri(), workspace_folders=folders)
        )
        self._client.initialized(lsp.InitializedParams())
        self._client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(self._settings))

    async def _stop(self) -> None:
        await self._client.shutdown_async(None)
        self._client.exit(None)
        await self._client.stop()

    def _configuration(self, params: lsp.ConfigurationParams) -> list[Any]:
        return [self._settings.get(item.section or "", {}) for item in params.items]

    def _diagnosed(self, params: lsp.PublishDiagnosticsParams) -> None:
        published = self._published.get(params.uri)
        if published and not published.done() and (params.diagnostics or not self._hasty):
            published.set_result(params.diagnostics)

    @asynccontextmanager
    async def _opened(self, text: str, folder: str) -> AsyncGenerator[lsp.TextDocumentIdentifier]:
        document = lsp.TextDocumentIdentifier((self._root / folder / f"{next(self._numbers)}{self._suffix}").as_uri())
        self._published[document.uri] = asyncio.get_running_loop().create_future()
        item = lsp.TextDocumentItem(document.uri, self._language, 1, text)
        self._client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        yield document
        self._client.text_document_did_close(lsp.DidCloseTextDocumentParams(document))
        del self._published[document.uri]

    async def _all_diagnostics(self, texts: Sequence[str], folders: Sequence[str]) -> dict[str, list[list[Fault]]]:
        found = await asyncio.gather(*(self._diagnostics(text, folder) for folder in folders for text in texts))
        size = len(texts)
        return {folder: found[index * size : (index + 1) * size] for index, folder in enumerate(folders)}

    async def _diagnostics(self, text: str, folder: str) -> list[Fault]:
        async with self._opened(text, folder) as document:
            found = await self._published[document.uri]
        # A hint is shown in another way, as paler text for instance.
        underlined = [(one.range.start, one.message) for one in found if one.severity != lsp.DiagnosticSeverity.Hint]
        return sorted(Fault(start.line + 1, start.character + 1, message) for start, message in underlined)

    async def _at_cursors(
        self,
        text: str,
        folder: str,
        ask: Callable[[lsp.TextDocumentIdentifier, lsp.Position], Coroutine[Any, Any, Answer]],
    ) -> list[Answer]:
        parts = text.split(CURSOR)
        before = ["".join(parts[: index + 1]) for index in range(len(parts) - 1)]
        async with self._opened("".join(parts), folder) as document:
            return [
                await ask(document, lsp.Position(start.count("\n"), len(start) - start.rfind("\n") - 1))
                for start in before
            ]

    async def _completions(
        self, document: lsp.TextDocumentIdentifier, position: lsp.Position
    ) -> list[lsp.CompletionItem]:
        answer = await self._client.text_document_completion_async(lsp.CompletionParams(document, position))
        items = answer.items if isinstance(answer, lsp.CompletionList) else answer or []
        return sorted(items, key=lambda item: item.sort_text or item.label)

    async def _hover(self, document: lsp.TextDocumentIdentifier, position: lsp.Position) -> str:
        answer = await self._client.text_document_hover_async(lsp.HoverParams(document, position))
        if answer is None:
            return ""
        assert isinstance(answer.contents, lsp.MarkupContent)
        return answer.contents.value


def documentation(item: lsp.CompletionItem) -> str:
    """What an editor shows beside an item."""
    shown = item.documentation
    return shown.value if isinstance(shown, lsp.MarkupContent) else shown or ""


def accepted(text: str, item: lsp.CompletionItem) -> str:
    """The text once the user has taken the item; the places that a snippet leaves to fill in have what it proposes."""
    edit = item.text_edit
    if edit is None:
        # Editors replace the word that the user has begun.
        before, _, after = text.partition(CURSOR)
        return re.sub(r"\w*$", "", before) + _filled(item.insert_text or item.label) + after
    assert isinstance(edit, lsp.TextEdit)
    lines = text.replace(CURSOR, "").split("\n")
    begin, end = edit.range.start, edit.range.end
    before = "\n".join([*lines[: begin.line], lines[begin.line][: begin.character]])
    after = "\n".join([lines[end.line][end.character :], *lines[end.line + 1 :]])
    return before + _filled(edit.new_text) + after


def _filled(snippet: str) -> str:
    return re.sub(r"\$(\d+|\{\d+(:([^{}]*))?\})", r"\3", snippet)


def _converter() -> Converter:
    """That of pygls, which does not know that servers may name a kind of notebook by a text alone."""
    converter = default_converter()
    options = lsp.NotebookDocumentSyncOptions
    converter.register_structure_hook(options, lambda _, __: options(notebook_selector=[]))
    return converter


TOLD = (
    lsp.CLIENT_REGISTER_CAPABILITY,
    lsp.CLIENT_UNREGISTER_CAPABILITY,
    lsp.WINDOW_WORK_DONE_PROGRESS_CREATE,
    lsp.WINDOW_LOG_MESSAGE,
    lsp.TELEMETRY_EVENT,
)
"""What servers tell or ask that changes nothing for a user; they go on once they have an answer."""

CAPABILITIES = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        configuration=True,
        workspace_folders=True,
        did_change_configuration=lsp.DidChangeConfigurationClientCapabilities(),
    ),
    text_document=lsp.TextDocumentClientCapabilities(
        completion=lsp.CompletionClientCapabilities(
            completion_item=lsp.ClientCompletionItemOptions(
                snippet_support=True,
                documentation_format=[lsp.MarkupKind.Markdown],
            )
        ),
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        publish_diagnostics=lsp.PublishDiagnosticsClientCapabilities(),
    ),
)
