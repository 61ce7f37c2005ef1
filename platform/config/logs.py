"""Structured logs: one line an event, with the request's id; JSON in production, readable on a laptop."""

import logging
import logging.config
from typing import Any

import structlog

_SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_table(*, as_json: bool, level: str) -> dict[str, Any]:  # Any: the shape logging.config.dictConfig takes
    """The dictConfig of the site; both structlog's and the standard library's records leave through it."""
    # Both renderers escape control characters in values, and JSON in the event as well: nothing from outside can forge
    # a second line of a kept log.
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    # The readable renderer writes tracebacks itself; as JSON they must be text first, or only their type is kept.
    tracebacks = [structlog.processors.format_exc_info] if as_json else []
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *tracebacks, renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django.server": {"level": "WARNING"}, "asyncio": {"level": "WARNING"}},
    }


def configure(table: dict[str, Any]) -> None:  # Any: as above
    """Django calls this with LOGGING."""
    logging.config.dictConfig(table)
    structlog.configure(
        processors=[
            *_SHARED,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
