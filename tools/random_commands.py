#!/usr/bin/env python3
"""Sends the same random commands to a fake and to a real server and shows where they part.

usage: random_commands.py FAKE_PORT REAL_PORT [--family NAME,...] [--seconds N] [--seed N] [--protocol 2|3] [--events]

The commands come from random-commands.txt beside this script: every option of every data command,
with few keys, few values, bad numbers and wrong types among them. A sequence of commands starts
with no keys and, every other time, with very low limits for the compact encodings; at its end
type, encoding, time to live, digest and dump of every key are compared. A sequence that ends
differently on the two servers is made as short as it gets and printed; what looks like something
printed before is counted only. With --events the keyspace events of a sequence are compared instead. The exit status tells whether there was any difference.

The real server must allow DEBUG and hold nothing of value: it is flushed again and again.
"""

import argparse
import random
import re
import socket
import sys
import time
from collections import Counter
from pathlib import Path

KEYS = ["k0", "k1", "k2", "k3"]
LONG = "x" * 70
INTEGERS = "0 1 2 3 -1 -2 -3 5 10 100".split()
ODD_INTEGERS = (
    "9223372036854775807 -9223372036854775808 9223372036854775808 4294967296 abc 1.5 01 +1".split()
    + ["", " 1", "1 "])
FLOATS = "0 1 -1 1.5 -2.25 3 0.1 1e3 1e-7 100 2 3.0e0".split()
ODD_FLOATS = "inf -inf +inf nan -0 1e308 1e400 5e-324 0x10 abc 1e20 9007199254740993 1_0".split() + [
    "", " 1", "123456789.123456789", "-123.456e-2"]
IDS = "1-1 1-2 2-0 2 3-5 5-1 7-7 0 0-0".split()
ODD_IDS = "18446744073709551615-18446744073709551615 18446744073709551615 x 1-x -1 1-1-1 99999999999999999999".split()
LEX = "- + [a [b (b [c (c [d [".split()

WORDS = {
    "k": KEYS * 4 + ["missing"],
    "v": "a b c 0 1 2 10 -1 3.5 1e3 hello".split() + ["", LONG, "\x00\xff", "v" * 30],
    "i": INTEGERS * 5 + ODD_INTEGERS,
    "n": "1 2 3".split() * 6 + ["0", "-1", "x", "9223372036854775807"],
    "f": FLOATS * 5 + ODD_FLOATS,
    "sc": FLOATS * 4 + ["1", "2", "3"] * 4 + ODD_FLOATS,
    "m": "a b c d e 1 2 3 -5".split() * 3 + ["", LONG, "1.5", "70000", "5000000000"],
    "fd": "f g h 1".split() * 4 + ["", LONG],
    "sec": ["100", "1000", "5000"] * 5 + ["0", "-1", "x", "9223372036854775807", "-9223372036854775808"],
    "ms": ["100000", "1000000"] * 5 + ["0", "-1", "x", "9223372036854775807"],
    "at": ["4102444800000", "4102444801000"] * 5 + ["0", "-1", "x", "9223372036854775807"],
    "at2": ["4102444800", "4102444801"] * 5 + ["0", "-1", "x", "9223372036854775807"],
    "off": "0 1 2 3 5 7 8 15 100 1000".split() * 3 + ["-1", "x", "4294967296", "536870912"],
    # 8.4 and later send two replies to SET with GET and a digest of another length: not tried
    "digest": ["e6c632b61e964e1f", "0000000000000000", "xxxxxxxxxxxxxxxx", "E6C632B61E964E1F"],
    "glob": ["*", "f*", "[a-c]", "?", "1", "[^a]", "\\*", ""],
    "bt": "u1 u4 u8 u63 i5 i8 i64 u64 i65 u0 x".split(),
    "bo": "0 1 5 8 100 #0 #1 #2 -1 x".split(),
    "smin": "-inf 0 1 (1 2 (2 -1 1.5".split() * 3 + ["x", "(", "nan", "+inf", "1e1"],
    "smax": "+inf 3 (3 2 (1 1 100 inf".split() * 3 + ["x", "((1", "-inf"],
    "lmin": LEX * 2 + ["x", "", "(", "+"],
    "lmax": LEX * 2 + ["x", "", "-", "++"],
    "lon": "13.361389 15.087269 0 -122.4 2.35 180 -180 13.361389".split() * 2 + ["181", "x", "1e400"],
    "lat": "38.115556 37.502669 0 37.7 48.85 85 -85.05112878 38.115556".split() * 2 + ["86", "x", "nan"],
    "rad": "1 10 100 200 5000 20000 0 0.5 190.4424".split() * 2 + ["-1", "x", "1e9"],
    "unit": "m km ft mi KM".split() * 2 + ["x"],
    "nid": IDS * 3 + "1-* 5-* 9-*".split() + "8-1 9-1 10-1 11-1 12-5 13-1 20-1".split() * 2 + ODD_IDS,
    "id": IDS * 4 + "8-1 9-1 10-1 11-1".split() + ODD_IDS,
    "ra": "- 0 1 1-1 (1-1 2 (2-0 5 + (".split() + IDS,
    "rb": "+ 10 5 (5-1 2 1-1 - 99 (".split() + IDS,
    "rid": "0 1-1 2 $ 0-0 99 +".split() * 2 + ["x", ">", "-"],
    "gid": [">"] * 8 + "0 1-1 5 $".split() + ["x", "-"],
    "g": "g0 g1".split() * 4 + ["", "nog"],
    "c": "c0 c1".split() * 4 + ["", "noc"],
    "x": "0 1 -1 0.1 -0.3 2.25 0.7 -1.9 3.14159 10 1e-3 -0.57735".split(),
    "json": ['{"a":1}', '{"a":2,"b":"x"}', "", "x", '{"a":[1,2],"c":true}'],
    "filter": [".a == 1", ".a > 0 and .b == 'x'", "1 in .a", "not .c", ".a ==", "x", ".a % 2 == 0"],
}

RELATIVE_TIMES = {"TTL", "PTTL", "HTTL", "HPTTL", "EXPIRETIME", "PEXPIRETIME", "HEXPIRETIME", "HPEXPIRETIME"}
IDLE_TIMES = {"XPENDING", "XINFO", "XREADGROUP"}
ANY_ORDER = {
    "SMEMBERS", "SINTER", "SUNION", "SDIFF", "SPOP", "HGETALL", "HKEYS", "HVALS", "SSCAN", "HSCAN", "ZSCAN",
    "SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER", "KEYS", "SORT", "SORT_RO", "DUMP", "ZUNION", "VRANDMEMBER"}
ALWAYS_ANY_ORDER = {"KEYS", "SCAN", "ZRANDMEMBER", "HRANDFIELD", "SRANDMEMBER"}
WITHOUT_ORDER = {"DUMP", "HSCAN", "SSCAN", "ZSCAN", "SORT", "SORT_RO", "ZUNION"}
LEX_RANGES = {"ZLEXCOUNT", "ZREMRANGEBYLEX", "ZRANGEBYLEX", "ZREVRANGEBYLEX", "ZRANGE"}
TABLE_MAKERS = {"SUNION", "SDIFF", "SUNIONSTORE", "SDIFFSTORE", "SPOP"}
NOT_CONVERTED = "-ERR One or more scores can't be converted into double"
EVENTS = "__keyevent@0__:"
END = ["ECHO", "the end"]
FIXED = {"MULTI", "EXEC", "DISCARD", "SPOP", "SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER"}
LIMITS = {
    "hash-max-ziplist-entries": "3", "hash-max-ziplist-value": "20", "list-max-ziplist-size": "3",
    "set-max-intset-entries": "3", "set-max-listpack-entries": "3", "zset-max-ziplist-entries": "3",
    "zset-max-ziplist-value": "20", "stream-node-max-entries": "3", "hll-sparse-max-bytes": "20"}


class Grammar:
    """The lines of random-commands.txt by family, each as a tree to choose from."""

    def __init__(self, path):
        self.families = {}
        lines = []
        for line in path.read_text().splitlines():
            if line.startswith("@"):
                lines = []
                self.families[line[1:]] = lines
            elif line and not line.startswith("#"):
                weight = re.match(r"(\d+): ", line)
                tree = self.parse(iter(re.findall(r'"[^"]*"|[<>\[\]{}|]|[^\s<>\[\]{}|]+', line[weight.end() if weight else 0:])))
                lines.extend([tree] * int(weight.group(1) if weight else 1))
        for name in self.families:
            for part in name.split("+"):
                if part != name:
                    self.families[name].extend(self.families[part])

    def parse(self, tokens, end=None):
        """A list of alternatives, each a list of words and (bracket, alternatives) pairs."""
        alternatives = [[]]
        for token in tokens:
            if token == end:
                break
            if token == "|":
                alternatives.append([])
            elif token in "<[{":
                alternatives[-1].append((token, self.parse(tokens, {"<": ">", "[": "]", "{": "}"}[token])))
            else:
                alternatives[-1].append(token)
        return alternatives

    def sentence(self, rng, alternatives):
        words = []
        for item in rng.choice(alternatives):
            if isinstance(item, tuple):
                bracket, inner = item
                times = {"<": 1, "[": rng.random() < 0.35, "{": rng.choice((1, 1, 1, 2, 2, 3))}[bracket]
                for _ in range(times):
                    words.extend(self.sentence(rng, inner))
            elif item.startswith("$") and item[1:] in WORDS:
                words.append(rng.choice(WORDS[item[1:]]))
            elif "$" in item:
                words.append(re.sub(r"\$(\w+)", lambda m: rng.choice(WORDS[m.group(1)]), item))
            elif item.startswith('"'):
                words.append(item[1:-1].encode("latin-1").decode("unicode_escape"))
            else:
                words.append(item)
        return words

    def command(self, rng, family):
        pool = self.families["generic"] if rng.random() < 0.2 else self.families[family]
        words = self.sentence(rng, rng.choice(pool))
        chance = rng.random()
        if len(words) > 1 and words[0] not in FIXED:
            at = rng.randrange(1, len(words))
            if chance < 0.02:
                del words[at]
            elif chance < 0.03:
                words.append(rng.choice(words[1:]))
            elif chance < 0.04:
                words[at] = rng.choice(["x", "", "-1", "1"])
            elif chance < 0.05:
                words[at] = words[at].swapcase() if words[at].isascii() else ""
        return words


class Server:
    def __init__(self, port):
        self.port = port
        self.connect()

    def connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.file = self.socket.makefile("rb", 1 << 16)

    def read(self):
        line = self.file.readline()
        if not line:
            raise EOFError(f"port {self.port} has closed the connection")
        kind, rest = chr(line[0]), line[1:-2].decode("latin-1")
        if kind in "$=!":
            if rest == "-1":
                return None
            text = self.file.read(int(rest) + 2)[:-2].decode("latin-1")
            return kind + text
        if kind in "*~%>":
            if rest == "-1":
                return "null array"
            count = int(rest) * (2 if kind == "%" else 1)
            return [kind] + [self.read() for _ in range(count)]
        if kind == "_":
            return None
        return kind + rest

    def run(self, commands):
        self.send(commands)
        return self.replies(len(commands))

    def send(self, commands):
        parts = []
        for words in commands + [END]:
            parts.append("*%d\r\n" % len(words))
            parts.extend("$%d\r\n%s\r\n" % (len(w), w) for w in words)
        self.socket.sendall("".join(parts).encode("latin-1"))

    def replies(self, count):
        """The replies to what was sent; none, and a new connection, if something else came."""
        try:
            replies = [self.read() for _ in range(count)]
            if self.read() == "$" + END[1]:
                return replies
        except (EOFError, OSError, ValueError):
            pass
        time.sleep(0.2)
        self.connect()
        return None


class Listener(Server):
    """A connection that hears of keyspace events."""

    def connect(self):
        super().connect()
        self.socket.sendall(f"PSUBSCRIBE {EVENTS}*\r\n".encode())
        self.read()

    def events(self):
        """The events since the last time, each with its key."""
        events = []
        while True:
            _, _, _, channel, key = self.read()
            if channel == "$" + EVENTS + "end":
                return events
            events.append(channel[1 + len(EVENTS):] + " " + key[1:])


def leveled(reply):
    """The reply without the order of anything in it."""
    if isinstance(reply, list):
        return sorted((leveled(item) for item in reply), key=repr)
    return reply


def near(one, other, tolerance):
    """Equal, but for times of which both servers tell their own."""
    if one == other:
        return True
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return all(near(a, b, tolerance) for a, b in zip(one, other))
    if isinstance(one, str) and isinstance(other, str) and one[:1] == other[:1] == ":":
        return abs(int(one[1:]) - int(other[1:])) <= tolerance
    return False


def without_times(payload):
    """A DUMP payload without its checksum, and without the times of now that consumers have."""
    data = payload[1:-8].encode("latin-1")
    return re.sub(rb"(?s)(?=(.{6}\0\0)).{8}", lambda m: b"" if is_now(m.group(1)) else m.group(), data)


def differs_in_time(fake, real):
    """Whether both are hashes whose compressed fields have times that are a little apart."""
    apart = sum(a != b for a, b in zip(fake[:-8], real[:-8]))
    return fake[1] in "\x16\x17\x18\x19" and len(fake) == len(real) and apart <= 9


def is_now(data):
    return abs(int.from_bytes(data, "little") - time.time() * 1000) < 10_000_000


def equal(words, fake, real):
    if fake == real:
        return True
    name = words[0].upper() if words else ""
    if name in RELATIVE_TIMES:
        return near(fake, real, 3000)
    if name in IDLE_TIMES:
        return near(fake, real, 500)
    if name in ALWAYS_ANY_ORDER:
        return leveled(fake) == leveled(real)
    if name == "DUMP" and fake and real:
        return without_times(fake) == without_times(real) or differs_in_time(fake, real)
    if name == "EXEC":
        return near(fake, real, 3000)
    return False


class Comparison:
    def __init__(self, fake, real, protocol):
        self.fake, self.real, self.protocol = fake, real, protocol
        self.names = {}
        self.seen = Counter()
        self.commands = 0
        self.prologue = []
        self.listeners = []
        settings = self.real.run([["CONFIG", "GET", name] for name in LIMITS])
        self.prologue = [["DISCARD"], ["UNWATCH"], ["SELECT", "0"], ["FLUSHALL"], ["HELLO", str(protocol)]] + [
            ["CONFIG", "SET", name, value[2][1:]] for name, value in zip(LIMITS, settings) if len(value) == 3]
        self.limits = [["CONFIG", "SET", name, LIMITS[name]] for name, value in zip(LIMITS, settings) if len(value) == 3]

    def listen(self):
        """Compares events from now on."""
        self.listeners = [Listener(self.fake.port), Listener(self.real.port)]

    def both(self, commands):
        """The replies of both to the commands alone."""
        whole = self.prologue + commands
        self.commands += len(commands)
        self.fake.send(whole)
        self.real.send(whole)
        skip = len(self.prologue)
        fake, real = self.fake.replies(len(whole)), self.real.replies(len(whole))
        return fake and fake[skip:], real and real[skip:]

    def difference(self, commands):
        """The place of the first difference, with both replies, or None."""
        fake, real = self.both(commands)
        if fake is None or real is None:
            return None if fake is None and real is None else (len(commands) - 1, fake and "alive", real and "alive")
        for i, words in enumerate(commands):
            if not equal(words, fake[i], real[i]):
                if self.is_chance(commands[: i + 1], fake[i], real[i]):
                    continue
                return i, fake[i], real[i]
        return None

    def event_difference(self, commands):
        """As difference, for the keyspace events that the whole sequence brings about."""
        both = []
        self.commands += len(commands)
        for server, listener in zip((self.fake, self.real), self.listeners):
            server.run(self.prologue + [["CONFIG", "SET", "notify-keyspace-events", "KEA"]])
            server.run(commands + [["DISCARD"], ["CONFIG", "SET", "notify-keyspace-events", ""]])
            server.run([["PUBLISH", EVENTS + "end", ""]])
            both.append(listener.events())
        return None if both[0] == both[1] else (len(commands) - 1, *both)

    def is_chance(self, commands, fake, real):
        """Whether the real server's reply is a matter of chance or of what it did before."""
        name = commands[-1][0].upper()
        if name in ("SCAN", "VLINKS", "VRANDMEMBER"):
            return True
        if name == "VSIM":
            return leveled(fake) == leveled(real)
        if commands[-1][0] == "DUMP" and any(words[0] == "VADD" for words in commands):
            return True
        if name in ("SORT", "SORT_RO") and NOT_CONVERTED in (fake, real):
            return True  # a number out of range in an earlier command is remembered in errno
        if name == "EXEC":
            in_order = any(words[0].upper() in ALWAYS_ANY_ORDER for words in commands)
            return leveled(fake) == leveled(real) and (in_order or self.had_table(commands))
        if name in LEX_RANGES:
            return self.had_table(commands)
        if name not in ANY_ORDER:
            return False
        if name not in WITHOUT_ORDER and leveled(fake) != leveled(real):
            return False
        return self.had_table(commands)

    def had_table(self, commands):
        """Whether the sequence made something whose order is a matter of chance."""
        probed = []
        for words in commands:
            probed.append(words)
            probed.extend(["OBJECT", "ENCODING", key] for key in [*KEYS, "missing"])
        replies = str(self.real.run(self.prologue + probed))
        return "$hashtable" in replies or "$skiplist" in replies or any(
            words[0].upper() in TABLE_MAKERS for words in commands)

    def shorten(self, commands):
        """The shortest sequence found that still ends differently at its last command."""
        compare = self.event_difference if self.listeners else self.difference
        found = compare(commands)
        if found is None:
            return None
        commands = commands[: found[0] + 1]
        size = max(1, len(commands) // 2)
        while size >= 1:
            at = 0
            while at < len(commands) - 1:
                shorter = commands[:at] + commands[min(at + size, len(commands) - 1):]
                result = compare(shorter)
                if result is not None and result[0] == len(shorter) - 1:
                    commands, found = shorter, result
                else:
                    at += size
            size //= 2
        return commands, found[1], found[2]

    def signature(self, words, fake, real):
        def shape(reply):
            if isinstance(reply, list):
                return reply[0] if reply else ""
            return reply[:60] if isinstance(reply, str) and reply[0] == "-" else str(reply)[:1]
        options = " ".join(sorted(w for w in words[1:] if re.fullmatch(r"[A-Z]{3,}", w)))
        return words[0].upper(), options[:40], shape(fake), shape(real)

    def report(self, commands):
        found = self.shorten(commands)
        if found is None:
            return
        shortest, fake, real = found
        signature = self.signature(shortest[-1], fake, real)
        self.seen[signature] += 1
        if self.seen[signature] == 1:
            print(f"--- RESP{self.protocol}")
            for words in shortest:
                print("   ", " ".join(quoted(word) for word in words))
            print("  fake", shown(fake))
            print("  real", shown(real), flush=True)


def quoted(word):
    return word if re.fullmatch(r"[!-~]+", word) else '"' + word.encode("unicode_escape").decode() + '"'


def shown(reply):
    text = repr(reply)
    return text if len(text) < 1500 else text[:1500] + "..."


def closing(family):
    """What is asked of every key in the end."""
    commands = [["DISCARD"]]
    if family.startswith("vectors"):
        return commands  # graphs are built by chance
    for key in KEYS:
        commands += [["TYPE", key], ["OBJECT", "ENCODING", key], ["PTTL", key], ["DEBUG", "DIGEST-VALUE", key]]
        commands.append(["DUMP", key])
    return commands


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fake", type=int)
    parser.add_argument("real", type=int)
    parser.add_argument("--family", default="")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFF)
    parser.add_argument("--protocol", type=int, default=2)
    parser.add_argument("--events", action="store_true")
    parser.add_argument("--length", type=int, default=40)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    grammar = Grammar(Path(__file__).with_name("random-commands.txt"))
    families = options.family.split(",") if options.family else [f for f in grammar.families if f != "generic"]
    comparison = Comparison(Server(options.fake), Server(options.real), options.protocol)
    if options.events:
        comparison.listen()
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        family = rng.choice(families)
        commands = list(comparison.limits) if rng.random() < 0.5 else []
        commands += [grammar.command(rng, family) for _ in range(options.length)]
        if options.events:
            differs = comparison.event_difference(commands)
        else:
            commands += closing(family)
            differs = comparison.difference(commands)
        if differs:
            comparison.report(commands)
    comparison.both([])  # leaves the limits as they were
    print(f"seed {options.seed}: {comparison.commands} commands, {sum(comparison.seen.values())} differences")
    for signature, count in comparison.seen.most_common():
        print("  ", count, *signature)
    return 1 if comparison.seen else 0


if __name__ == "__main__":
    sys.exit(main())
