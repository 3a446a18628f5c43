#!/usr/bin/env python3
"""Makes the facts tables (*.facts) that the servers' jars carry; docs/facts.md tells their format.

usage: facts.py FLAVOUR INPUT OUTPUT

INPUT is a folder of one JSON document a server, FLAVOUR-VERSION.json, as read off the real ones:
"commands" as in COMMAND INFO, "docs" as in COMMAND DOCS, and the fields of each section of "info".
OUTPUT is the folder for the tables. Each table holds only what differs from the one it names as
its base. What no reply of a server tells (summaries) is in commands.txt beside this script, and what
only the documentation of a version tells is in added/FLAVOUR-VERSION.facts, in the tables' own form.
"""

import json
import re
import sys
from pathlib import Path

# What a table grows from. The versions that no server was there for are derived from a later or an
# earlier one: 8.4 from 8.6 and Valkey 9.0 from 9.1 by leaving out what is younger, 8.8 and 8.10 from
# 8.6 as it is.
BASES = {
    "redis": {
        "6.0": None, "6.2": "redis:6.0", "7.0": "redis:6.2", "7.2": "redis:7.0",
        "7.4": "redis:7.2", "8.0": "redis:7.4", "8.2": "redis:8.0", "8.4": "redis:8.2",
        "8.6": "redis:8.4", "8.8": "redis:8.6", "8.10": "redis:8.8",
    },
    "valkey": {
        "7.2": "redis:7.2", "8.0": "valkey:7.2", "8.1": "valkey:8.0", "9.0": "valkey:8.1",
        "9.1": "valkey:9.0", "9.2": "valkey:9.1",
    },
    "keydb": {"6.3": "redis:6.2"},
}
DERIVED = {"redis:8.4": "8.6", "redis:8.8": "8.6", "redis:8.10": "8.6", "valkey:9.0": "9.1", "valkey:9.2": "9.1"}
# Up to which version, and the earlier one whose INFO is taken.
DERIVED_UP_TO = {"redis:8.4": ((8, 4, 99), "8.2"), "valkey:9.0": ((9, 0, 99), "8.1")}

# The order in which the servers print the flags of a command and of a key.
FLAGS = """write readonly denyoom module admin pubsub noscript random sort_for_script blocking
    loading stale skip_monitor skip_slowlog asking fast no_auth may_replicate no_mandatory_keys
    no_async_loading no_multi movablekeys allow_busy""".split()
KEY_FLAGS = "RO RW OW RM access insert update delete not_key incomplete variable_flags".split()
CATEGORIES = """keyspace read write set sortedset list hash string bitmap hyperloglog geo stream
    array pubsub admin fast slow blocking dangerous connection transaction scripting""".split()

# The kinds of argument that are made of others; these have no display_text as a rule.
COMPOSED = ("oneof", "block")

# INFO's first section, which the input leaves out because no value in it is the same twice.
SERVER = """redis_version server_name valkey_version valkey_release_stage redis_git_sha1
    redis_git_dirty redis_build_id redis_mode server_mode os arch_bits monotonic_clock
    multiplexing_api atomicvar_api gcc_version process_id process_supervised run_id tcp_port
    server_time_usec uptime_in_seconds uptime_in_days hz configured_hz clients_hz lru_clock
    executable config_file io_threads_active availability_zone features listener0""".split()
SERVER_SINCE = {
    "redis": {"6.2": ["monotonic_clock", "process_supervised", "server_time_usec"],
              "7.2": ["listener0"]},
    "valkey": {"7.2": ["server_name", "valkey_version"],
               "8.0": ["server_mode", "availability_zone", "-redis_mode", "-atomicvar_api"],
               "8.1": ["valkey_release_stage", "clients_hz"]},
    "keydb": {"6.3": ["availability_zone", "features", "-monotonic_clock", "-io_threads_active"]},
}
# The sections whose lines depend on what the server has done.
DYNAMIC = {"Modules", "Commandstats", "Errorstats", "Latencystats", "Keyspace", "Keysizes",
           "Hotkeys", "Threads"}


def version(text):
    return tuple(int(part) for part in text.split("."))


def ordered(words, order):
    unknown = [word for word in words if word not in order]
    return sorted((w for w in words if w in order), key=order.index) + sorted(unknown)


def joined(words):
    return ",".join(words) or "-"


class Summaries:
    """name, complexity and summary from commands.txt; a line of a version wins over the general."""

    def __init__(self, path):
        self.rows = {}
        for line in path.read_text().splitlines() if path.exists() else []:
            if line and not line.startswith("#"):
                name, complexity, summary = (part.strip() for part in line.split(";", 2))
                self.rows[name] = (complexity, summary)

    def lines(self, name):
        complexity, summary = self.rows.get(name, ("", ""))
        if summary:
            yield "summary " + summary
        if complexity:
            yield "complexity " + complexity


def key_spec(spec):
    begin, find = spec["begin_search"], spec["find_keys"]
    words = [joined(ordered(spec["flags"], KEY_FLAGS))]
    for part in (begin, find):
        words.append(":".join([part["type"], *(str(v) for v in part["spec"].values())]))
    return " ".join(["key", *words, *([spec["notes"]] if "notes" in spec else [])])


def place(spec):
    """Where a specification stands among others: replies give them as a set, in no order."""
    begin = spec["begin_search"]
    if begin["type"] == "index":
        return 0, begin["spec"]["index"]
    return (1 if begin["type"] == "keyword" else 2), 0


def argument(arg, depth):
    words = [" " * depth + "arg", arg["name"], arg["type"]]
    display = arg.get("display_text", arg["name"])
    if display != arg["name"] or (arg["type"] in COMPOSED and "display_text" in arg):
        words.append("display=" + display)
    for name, key in (("spec", "key_spec_index"), ("token", "token"), ("since", "since"),
                      ("deprecated", "deprecated_since")):
        if key in arg:
            words.append(f"{name}={arg[key]}")
    if "flags" in arg:
        words.append("flags=" + joined(arg["flags"]))
    assert all(" " not in word.strip() for word in words), words
    yield " ".join(words)
    for inner in arg.get("arguments", []):
        yield from argument(inner, depth + 1)


def doc_lines(name, doc, summaries):
    yield " ".join(["doc", doc.get("since", "-"), doc["group"]])
    yield from summaries.lines(name)
    if "deprecated_since" in doc:
        yield " ".join(["deprecated", doc["deprecated_since"], doc.get("replaced_by", "")])
    if doc.get("doc_flags"):
        yield "docflags " + joined(doc["doc_flags"])
    if "module" in doc:
        yield "module " + doc["module"]
    for arg in doc.get("arguments", []):
        yield from argument(arg, 0)


def command_lines(name, command, doc, summaries):
    yield " ".join([
        "command", name, str(command["arity"]), joined(ordered(command["flags"], FLAGS)),
        str(command["first"]), str(command["last"]), str(command["step"]),
        joined(ordered([c.lstrip("@") for c in command["categories"]], CATEGORIES)),
    ])
    for tip in command.get("tips", []):
        yield "tip " + tip
    for spec in sorted(command.get("keyspecs", []), key=place):
        yield key_spec(spec)
    if doc:
        yield from doc_lines(name, doc, summaries)


def commands(facts, summaries):
    """Name to lines, subcommands on a par with their containers."""
    blocks = {}

    def add(name, command, doc):
        blocks[name] = list(command_lines(name, command, doc, summaries))
        docs = (doc or {}).get("subcommands", {})
        for sub, row in sorted(command.get("subcommands", {}).items()):
            full = f"{name}|{sub}"
            add(full, row, docs.get(full))

    for name, command in sorted(facts["commands"].items()):
        add(name, command, facts.get("docs", {}).get(name))
    return blocks


def added(flavour, line, summaries):
    """Name to lines, as commands() has it: of that version and of those that it grew from."""
    base = BASES[flavour][line]
    blocks = {}
    if base and base.split(":")[0] == flavour:
        blocks = added(flavour, base.split(":")[1], summaries)
    path = Path(__file__).parent / "added" / f"{flavour}-{line}.facts"
    for row in path.read_text().splitlines() if path.exists() else []:
        if row.startswith("command "):
            name = row.split()[1]
            blocks[name] = []
        if not row.startswith("#"):
            blocks[name].append(row)
        if row.startswith("doc "):
            blocks[name] += summaries.lines(name)
    return blocks


def server_fields(flavour, upto):
    """INFO's Server section of that version."""
    late = {f.lstrip("-") for steps in SERVER_SINCE.values() for fs in steps.values() for f in fs}
    have = {field for field in SERVER if field not in late} | {"redis_mode", "atomicvar_api",
                                                              "io_threads_active"}
    steps = [("redis", {"valkey": "7.2", "keydb": "6.2"}.get(flavour, upto))]
    if flavour != "redis":
        steps.append((flavour, upto))
    for name, limit in steps:
        for since, fields in SERVER_SINCE[name].items():
            if version(since) <= version(limit):
                for field in fields:
                    (have.discard if field[0] == "-" else have.add)(field.lstrip("-"))
    return [field for field in SERVER if field in have]


def info(facts, flavour, line):
    sections = {"Server": server_fields(flavour, line)}
    for section, fields in facts["info"].items():
        sections[section] = [] if section in DYNAMIC else fields
    return {name: " ".join(["info", name, *fields]) for name, fields in sections.items()}


def younger(row, limit):
    return "since" in row and version(row["since"]) > limit


def leave_out_arguments(arguments, limit):
    kept = [arg for arg in arguments if not younger(arg, limit)]
    for arg in kept:
        if "arguments" in arg:
            arg["arguments"] = leave_out_arguments(arg["arguments"], limit)
    return kept


def leave_out_younger(facts, limit):
    """The facts of an older version, as far as the "since" of a younger one tells."""
    def prune(rows, docs, prefix=""):
        for name in list(rows):
            doc = docs.get(prefix + name, {})
            if younger(doc, limit):
                del rows[name]
                continue
            if "arguments" in doc:
                doc["arguments"] = leave_out_arguments(doc["arguments"], limit)
            prune(rows[name].get("subcommands", {}), doc.get("subcommands", {}), name + "|")
    prune(facts["commands"], facts["docs"])


def read(folder, flavour, line):
    name = f"{flavour}:{line}"
    facts = json.loads((folder / f"{flavour}-{DERIVED.get(name, line)}.json").read_text())
    if name in DERIVED_UP_TO:
        limit, before = DERIVED_UP_TO[name]
        leave_out_younger(facts, limit)
        earlier = json.loads((folder / f"{flavour}-{before}.json").read_text())
        facts["info"] = earlier["info"]
    return facts


def difference(kind, table, base):
    for name, lines in table.items():
        if base.get(name) != lines:
            yield from [lines] if isinstance(lines, str) else lines
    for name in base:
        if name not in table:
            yield f"without {kind} {name}"


def main(flavour, source, target):
    summaries = Summaries(Path(__file__).with_name("commands.txt"))
    tables = {}

    def table(name):
        if name not in tables:
            owner, line = name.split(":")
            facts = read(source, owner, line)
            rows = {**commands(facts, summaries), **added(owner, line, summaries)}
            tables[name] = (facts, rows, info(facts, owner, line))
        return tables[name]

    for line, base in BASES[flavour].items():
        name = f"{flavour}:{line}"
        facts, rows, sections = table(name)
        base_rows, base_sections = table(base)[1:] if base else ({}, {})
        told = f"Facts about {flavour} {line}"
        if name in DERIVED:
            told += f", derived from {flavour} {facts['version']}: no server was read"
        else:
            told += f", read off a server of version {facts['version']}"
        lines = [f"# {told}; made by tools/facts.py", *([f"base {base}"] if base else [])]
        lines += difference("command", rows, base_rows)
        lines += difference("info", sections, base_sections)
        if list(sections) != list(base_sections):
            lines.append("sections " + " ".join(sections))
        path = target / f"{flavour}-{line}.facts"
        path.write_text("\n".join(lines) + "\n")
        print(path, len(lines), "lines", path.stat().st_size, "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in BASES:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
