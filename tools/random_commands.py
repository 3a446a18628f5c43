#!/usr/bin/env python3
"""Sends the same random commands to a fake and to a real server and shows where they part.

usage: random_commands.py FAKE_PORT REAL_PORT [--family NAME,...] [--seconds N] [--seed N] [--protocol 2|3] [--events]

The commands come from random-commands.txt beside this script: every option of every data command,
with few keys, few values, bad numbers and wrong types among them. A sequence of commands starts
with no keys and, every other time, with very low limits for the compact encodings; at its end
type, encoding, time to live, digest and dump of every key are compared. A sequence that ends
differently on the two servers is made as short as it gets and printed; what looks like something
printed before is counted only. With --events the keyspace events of a sequence are compared instead. The exit status tells whether there was any difference.

The families "scripts" and "server" are of what is around the data: Lua, functions, CONFIG, ACL, CLIENT,
COMMAND, DEBUG and their like. They undo what they have set before each sequence.

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
    "odd": ["x", "-1", "9223372036854775808", "1.5", "", "0"],
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
    "sub": "GET SET DEL INCR CONFIG|GET CONFIG CLIENT|ID PUBLISH FCALL MIGRATE SORT XREAD EVAL NOSUCH".split(),
    "cat": "read write keyspace fast slow admin dangerous scripting string all nosuch".split(),
    "user": "u0 u1 u0 u1 nobody".split(),
    "rule": ("on off nopass resetpass resetkeys resetchannels reset allkeys allcommands nocommands ~* ~k* ~k1 ~b* %R~k0 %W~k* %RW~x "
             "&* &c* allchannels >pw <pw <nopw #zz +@all -@all +@read -@read +get -get +set|get +config|get -config|set +config -config "
             "+@string +client|id -@dangerous +nosuch +@nosuch x sanitize-payload skip-sanitize-payload (+get\t~k) clearselectors ~ % +").split(),
    "set": ("maxmemory-policy slowlog-log-slower-than slowlog-max-len hash-max-listpack-entries lazyfree-lazy-eviction hz timeout "
            "tracking-table-max-keys list-compress-depth active-expire-effort lfu-log-factor lfu-decay-time maxmemory-samples "
            "acllog-max-len latency-monitor-threshold repl-backlog-size notify-keyspace-events client-output-buffer-limit "
            "propagation-error-behavior busy-reply-threshold latency-tracking proto-max-bulk-len tcp-keepalive save nosuch "
            "databases zset-max-listpack-value lua-time-limit set-max-intset-entries client-query-buffer-limit maxmemory-clients "
            "stream-node-max-bytes oom-score-adj-values latency-tracking-info-percentiles activerehashing "
            "stop-writes-on-bgsave-error list-max-listpack-size maxmemory-eviction-tenacity replica-priority "
            "min-replicas-max-lag acl-pubsub-default rdb-save-incremental-fsync loglevel jemalloc-bg-thread").split(),
    "to": ("0 1 5 10 100 -1 128 allkeys-lru noeviction volatile-ttl yes no 1mb 1k 5gb x AKE KEx Kg$ resetchannels allchannels "
           "50 50.5 101 panic ignore debug warning nothing 99999999999999999999 1.5").split() + [
               "", "900 1", "900 1 300 10", "normal 0 0 0", "pubsub 1mb 1k 5", "normal 1 x 2", "slave 0 0", "50 99 99.9", "0 200 800", "60 x"],
    "info": "PING GET config|get CONFIG EVAL sort xread nosuch client|x FUNCTION|LOAD hexpire georadius".split(),
    "lua": [
        "return redis.call('get',KEYS[1])", "return redis.call('set',KEYS[1],ARGV[1])", "return redis.pcall('incr',KEYS[1])",
        "return redis.call('incr',KEYS[1])", "return redis.call('hgetall',KEYS[1])", "return redis.call('lrange',KEYS[1],0,-1)",
        "return {1,2,{3,'a'},false,4,nil,5}", "return {ok='fine'}", "return {err='bad'}", "return {err='ERR bad'}", "return {}",
        "return redis.error_reply('x')", "return redis.error_reply('MY x')", "return redis.status_reply('x')", "return {double=1.5}",
        "redis.setresp(3) return {double=1.5}", "redis.setresp(3) return {map={a=1}}", "redis.setresp(3) return {set={a=true}}",
        "redis.setresp(3) return redis.call('hgetall',KEYS[1])", "redis.setresp(3) return true", "redis.setresp(4)", "redis.setresp(3) return {big_number='12'}",
        "redis.setresp(3) return redis.call('zrange',KEYS[1],0,-1,'withscores')", "redis.setresp(3) return redis.call('get',KEYS[1])==nil",
        "return tonumber(ARGV[1])", "return tostring(ARGV[1])", "return #ARGV", "return 1.9", "return -1.9", "return true", "return false",
        "return redis.sha1hex(ARGV[1])", "return cjson.encode({1,2,'x',{a=1.5}})", "return cjson.decode(ARGV[1])", "return cjson.encode(ARGV)",
        "return cmsgpack.pack({1,'a',2.5})", "return {struct.unpack('<I2',struct.pack('<I2',513))}", "return bit.tohex(bit.band(255,15))",
        "error('x')", "error({err='X y'})", "error('X y')", "return nosuch()", "return nosuch", "x = 1", "return redis.nosuch", "return retur", "local a = {} return a.b.c",
        "return redis.call('nosuch')", "return redis.pcall('nosuch')", "return redis.call()", "return redis.call('get')", "return redis.call({})",
        "return redis.call('get',KEYS[1],ARGV[1])", "return redis.call('set',KEYS[1],{})", "return redis.call('multi')", "return redis.call('subscribe','c')",
        "return redis.call('blpop',KEYS[1],0)", "return redis.call('config','get','x')", "return redis.call('eval','return 1',0)",
        "return redis.pcall('set',KEYS[1])", "return redis.pcall('get',KEYS[1])['err']", "local r = redis.pcall('lpush',KEYS[1],'a') if type(r)=='table' then return r.err end return r",
        "return redis.replicate_commands()", "return redis.set_repl(redis.REPL_ALL)", "return redis.log(redis.LOG_DEBUG,'x')", "return redis.log('x')",
        "return redis.acl_check_cmd('get',KEYS[1])", "return redis.acl_check_cmd('nosuch')", "return redis.breakpoint()", "return redis.debug('x')",
        "return math.random()", "return math.floor(3.7)", "return string.format('%5.2f|%d|%q|%s', 1.005, 3, 'a b', 'x')", "return string.rep('a',3)",
        "return ('abc'):upper():rev()", "return select('#',unpack(ARGV))", "return table.concat(ARGV,',')", "return type(KEYS)", "return tostring(nil)",
        "return redis.call('set',KEYS[1],1.5)", "return redis.call('set',KEYS[1],3)", "return redis.call('get',KEYS[1])..'x'", "KEYS[1]='q' return KEYS[1]",
        "#!lua\nreturn 1", "#!lua flags=no-writes\nreturn redis.call('set',KEYS[1],1)", "#!lua flags=allow-stale,no-cluster\nreturn 2", "#!lua flags=bad\nreturn 1",
        "#!lua name=x\nreturn 1", "#!nosuch\nreturn 1", "#!lua", "return {redis.call('ping'),redis.call('echo',ARGV[1])}", "return redis.REDIS_VERSION == nil",
        "for i=1,3 do redis.call('rpush',KEYS[1],i) end return redis.call('llen',KEYS[1])", "return pcall(redis.call,'incr',KEYS[1])",
        "return tostring(pcall(error,'x'))", "return {pcall(function() redis.call('incr',KEYS[1]) end)}", "return os and os.clock and 1", "return loadstring('return 1+1')()",
        "return tostring(1e15)", "return tostring(1/0)", "return 1e20", "return -0", "return '1e5'+1", "return 10%3", "return 2^53", "return #'\0abc'"],
    "lib": [
        "#!lua name=l0\nredis.register_function('f0',function(k,a) return a end)", "#!lua name=l1\nredis.register_function('f1',function(k,a) return redis.call('set',k[1],a[1]) end)",
        "#!lua name=l0\nredis.register_function{function_name='f2',callback=function(k) return redis.call('get',k[1]) end,flags={'no-writes'},description='d'}",
        "#!lua name=l1\nredis.register_function{function_name='f0',callback=function() return 7 end,flags={'no-writes','allow-oom'}}", "#!lua name=l2\nreturn 1",
        "#!lua name=l2\nredis.call('get','k')", "#!lua name=l2\nredis.register_function('f3',3)", "#!lua name=l2\nredis.register_function{x=1}", "#!lua\nreturn 1", "return 1", "#!lua name=l-2\n", "#!lua name=l2 x=1\n",
        "#!lua name=l2\nredis.register_function('bad name',function() end)", "#!lua name=l2\nlocal x =", "#!lua name=l2\nredis.register_function('f4',function() error('x') end)\nredis.register_function('f5',function() return redis.call('incr','k0') end)",
        "#!lua name=l2\nredis.register_function{function_name='f6',callback=function() end,flags={'x'}}", "#!lua name=l2\nredis.register_function('f6',function() end)\nredis.register_function('f6',function() end)"],
    "fn": "f0 f1 f2 f3 f4 f5 f6 nof".split(),
    "sha": ["e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "ffffffffffffffffffffffffffffffffffffffff", "x", "E0E1F9FABFC9D4800C877A703B823AC0578FF8DB", "4e6d8fc8bb01276962cce5371fa795a7763657ae"],
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
FIXED = {"INFO", "REPLICAOF", "FAILOVER", "CLUSTER", "MULTI", "EXEC", "DISCARD", "SPOP", "SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER"}
LIMITS = {
    "hash-max-ziplist-entries": "3", "hash-max-ziplist-value": "20", "list-max-ziplist-size": "3",
    "set-max-intset-entries": "3", "set-max-listpack-entries": "3", "zset-max-ziplist-entries": "3",
    "zset-max-ziplist-value": "20", "stream-node-max-entries": "3", "hll-sparse-max-bytes": "20"}

# What tells of the machine, the process or the connection.
OWN = re.compile(r"(usec|usec_per_call|p50|p99|p99\.9)=[0-9.]+|user_script:\d+|@user_\w+: ?|addr=\S+|age=\d+|id=\d+|\d{9,}")
UNDONE = [["RESET"], ["AUTH", "default", ""], ["CLIENT", "SETNAME", ""], ["CLIENT", "TRACKING", "OFF"], ["CLIENT", "NO-EVICT", "OFF"],
          ["CLIENT", "NO-TOUCH", "OFF"], ["ACL", "DELUSER", "u0", "u1", "nobody"], ["ACL", "LOG", "RESET"], ["SCRIPT", "FLUSH"], ["FUNCTION", "FLUSH"],
          ["SLOWLOG", "RESET"], ["LATENCY", "RESET"], ["REPLICAOF", "NO", "ONE"], ["READWRITE"], ["CLIENT", "UNPAUSE"]]


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
    if len(words) > 1 and words[1].upper() == "HELP":
        return True  # its words are each project's own
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
    if name == "TIME":
        return True
    if name == "HELLO":
        return near(fake, real, 99)
    if name in ("INFO", "EVAL", "EVALSHA", "FCALL", "SCRIPT", "CLIENT"):
        return OWN.sub("", repr(fake)) == OWN.sub("", repr(real))
    if name in ("CONFIG", "COMMAND", "ACL", "FUNCTION"):
        return words[1:2] in (["LOG"], ["DOCS"], ["DUMP"]) or leveled(fake) == leveled(real)
    return False


class Comparison:
    def __init__(self, fake, real, protocol, controls):
        self.fake, self.real, self.protocol = fake, real, protocol
        self.names = {}
        self.seen = Counter()
        self.commands = 0
        self.prologue = []
        self.listeners = []
        settings = self.real.run([["CONFIG", "GET", name] for name in LIMITS])
        self.prologue = [["DISCARD"], ["UNWATCH"], ["SELECT", "0"], ["FLUSHALL"], ["HELLO", str(protocol)]] + [
            ["CONFIG", "SET", name, value[2][1:]] for name, value in zip(LIMITS, settings) if len(value) == 3]
        if controls:
            replies = zip(WORDS["set"], self.real.run([["CONFIG", "GET", name] for name in WORDS["set"]]))
            settings = [["CONFIG", "SET", name, value[2][1:]] for name, value in replies if len(value) == 3]
            self.prologue = UNDONE[:2] + self.prologue + UNDONE[2:] + settings + [["CONFIG", "RESETSTAT"]]
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
    controls = bool({"scripts", "server"} & set(families))
    comparison = Comparison(Server(options.fake), Server(options.real), options.protocol, controls)
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
