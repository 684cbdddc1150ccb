"""`inventory.json`: the inventory as other programs read it (reports/schema/inventory.schema.json)."""

from typing import Any

from scanner.model.coverage import Coverage
from scanner.model.installation import Installation, Inventory, Server, Setting

INVENTORY_SCHEMA_VERSION = "1.0"


def inventory_record(inventory: Inventory) -> dict[str, Any]:
    """The inventory as plain values for JSON. Observations are left out: the report holds what is concluded from them."""
    return {
        "schema_version": INVENTORY_SCHEMA_VERSION,
        "host": inventory.host,
        "operating_system": inventory.operating_system,
        "installations": [_installation(one) for one in inventory.installations],
        "servers": [_server(one) for one in inventory.servers],
        "settings": [_setting(one) for one in inventory.settings],
        "candidates": [_installation(one) for one in inventory.candidates],
        "coverage": [_coverage(one) for one in inventory.coverage],
    }


def _installation(one: Installation) -> dict[str, Any]:
    return {
        "id": one.id,
        "tool": one.tool_id,
        "name": one.name,
        "version": one.version,
        "kind": one.kind.value,
        "vendor": one.vendor,
        "purl": one.purl,
        "root": one.root,
        "parts": list(one.parts),
        "owner": one.owner,
        "home": one.home,
        "sources": [{"channel": source.channel, "path": source.path} for source in one.sources],
        "payload_sha256": list(one.payload_sha256),
        "reason": one.reason,
    }


def _server(one: Server) -> dict[str, Any]:
    return {
        "tool": one.tool,
        "name": one.name,
        "transport": one.transport,
        "file": one.file,
        "command_line": one.command_line,
        "package": one.package,
        "pin": one.pin,
        "url_host": one.url_host,
    }


def _setting(one: Setting) -> dict[str, Any]:
    return {
        "tool": one.tool,
        "file": one.file,
        "key": one.key,
        "effective": one.effective,
        "origin": one.origin,
        "overridden": list(one.overridden),
    }


def _coverage(one: Coverage) -> dict[str, Any]:
    return {
        "stage": one.stage.value,
        "worker": one.worker,
        "subject": one.subject,
        "sha256": one.sha256,
        "status": one.status.value,
        "reason": one.reason,
        "bytes_total": one.bytes_total,
        "bytes_examined": one.bytes_examined,
        "capabilities": sorted(capability.value for capability in one.capabilities),
        **({"tools": sorted(one.tools)} if one.tools else {}),
    }
