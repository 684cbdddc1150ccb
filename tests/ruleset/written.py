"""Policy documents as tests need them: well-formed unless a test says otherwise."""

from pathlib import Path

POLICY = """\
apiVersion: aitool-policy/v1
kind: Policy
metadata: {id: made-up, version: "1.0.0", title: A made-up policy, owner: owner@corp.example}
params:
  places: {value: [US, EU, CN], overlay: narrow}
  gateways: {value: [gw.corp.example], overlay: replace}
  fixed: {value: [a], overlay: locked}
  roles: {value: [inference], overlay: widen}
controls:
  - id: MAD-UP-001
    title: Endpoints stay in approved places
    rationale: A rationale that is long enough to be one.
    severity: high
    enforcement: review
    needs: [net.endpoints]
    forbid:
      - facts: net.endpoint
        where:
          all:
            - {field: processing, op: contains_none, param: places}
            - {field: role, op: in, param: roles}
            - {not: {field: host, op: host_under, param: gateways}}
            - {field: context, op: in, param: fixed}
    references: [{framework: cwe, clause: CWE-201, relation: weakness}]
    remediation: {summary: Do something about it.}
"""

OVERLAY = """\
apiVersion: aitool-policy/v1
kind: Overlay
metadata: {id: made-up-region, version: "1.0.0", title: A made-up overlay, owner: region@corp.example}
extends: [made-up@1]
scope: {regions: [CN]}
"""

WAIVERS = """\
apiVersion: aitool-policy/v1
kind: Waivers
metadata: {id: made-up-waivers, version: "1", title: Made-up waivers, owner: owner@corp.example}
waivers:
  - id: W-2026-001
    control: MAD-UP-001
    match: {tool_id: some-agent, version: "vers:npm/>=1.0.0"}
    owner: lead@corp.example
    approved_by: ciso@corp.example
    reason: A reason that is long enough to be one.
    ticket: SEC-1
    created: 2026-11-01
    expires: 2026-11-30
"""

LOOSEN = "loosen: {approved_by: ciso@corp.example, reason: a reason that is long enough, ticket: SEC-2}"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
