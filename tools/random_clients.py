#!/usr/bin/env python3
"""Has several clients of a fake and of a real server do the same random things and shows where they part.

usage: random_clients.py FAKE_PORT REAL_PORT [--seconds N] [--seed N] [--protocol 2|3]

What one client does wakes, tells or spoils others: blocking commands, transactions, subscriptions, keyspace
events, client-side caching. After each step every client of both servers must have received the same. A sequence
that ends differently is made as short as it gets and printed.

The real server must hold nothing of value: it is flushed again and again.
"""

import argparse
import random
import select
import socket
import sys
import time

CLIENTS = 4
PATIENCE = 0.4
QUIET = 0.004
BLOCKED = 0.03
KEYS = ["a", "b", "c"]

LINES = """
3 BLPOP $k $k 0
2 BRPOP $k 0
2 BLMOVE $k $k LEFT RIGHT 0
1 BRPOPLPUSH $k $k 0
2 BLMPOP 0 2 $k $k LEFT COUNT 2
2 BZPOPMIN $k $k 0
1 BZPOPMAX $k 0
2 BZMPOP 0 2 $k $k MAX COUNT 2
2 XREAD BLOCK 0 STREAMS $k $
2 XREADGROUP GROUP g c BLOCK 0 STREAMS $k >
1 XREADGROUP GROUP g c BLOCK 0 COUNT 1 STREAMS $k $k > >
1 XREAD BLOCK 0 COUNT 1 STREAMS $k $k 0 $
1 BLPOP $k 0.03
1 WAIT 0 0
5 RPUSH $k 1 2
3 LPUSH $k 3
1 LPUSHX $k 4
2 LPOP $k
1 LMOVE $k $k LEFT LEFT
1 RPOPLPUSH $k $k
4 ZADD $k 1 m 2 n
1 ZPOPMIN $k
1 ZINTERSTORE $k 1 $k
4 XADD $k * f v
2 XGROUP CREATE $k g $ MKSTREAM
1 XGROUP DESTROY $k g
1 XDEL $k 1-1
4 SET $k v
1 SET $k v EX 100
1 SETRANGE $k 0 x
1 INCR $k
3 GET $k
2 MGET $k $k
2 HSET $k f v
1 HGETALL $k
1 SADD $k x
1 SORT $k STORE $k
1 COPY $k $k REPLACE
1 RESTORE $k 0 x
3 DEL $k
1 UNLINK $k $k
2 RENAME $k $k
1 MOVE $k 1
1 EXPIRE $k 100
1 PERSIST $k
1 PEXPIRE $k 0
2 FLUSHALL
1 FLUSHDB
2 SWAPDB 0 1
2 SELECT 1
3 SELECT 0
5 MULTI
6 EXEC
1 DISCARD
2 WATCH $k
1 UNWATCH
1 NOSUCH
2 SUBSCRIBE ch
1 SUBSCRIBE ch x
2 PSUBSCRIBE c*
1 PSUBSCRIBE __key*
1 SSUBSCRIBE ch
1 SUBSCRIBE __keyevent@0__:del __keyevent@0__:set
2 UNSUBSCRIBE
1 UNSUBSCRIBE ch
1 PUNSUBSCRIBE
1 SUNSUBSCRIBE
3 PUBLISH ch hello
1 SPUBLISH ch hello
1 PING
2 RESET
3 CLIENT TRACKING ON
1 CLIENT TRACKING ON BCAST
1 CLIENT TRACKING ON BCAST PREFIX a
1 CLIENT TRACKING ON OPTIN
1 CLIENT TRACKING ON OPTOUT
1 CLIENT TRACKING ON NOLOOP
1 CLIENT TRACKING OFF
1 CLIENT CACHING YES
1 CLIENT CACHING NO
1 CLIENT REPLY SKIP
1 CLIENT NO-TOUCH ON
1 CLIENT GETREDIR
1 CLIENT TRACKINGINFO
1 PUBSUB NUMSUB ch x
1 PUBSUB NUMPAT
1 EVAL #push 1 $k
1 EVAL #set 1 $k
1 EVAL #pop 1 $k
1 EVAL #publish 0
1 ECHO x
1 OBJECT ENCODING $k
1 HELLO 3
1 HELLO 2
""".strip().splitlines()
SCRIPTS = {
    "#push": "return redis.call('rpush',KEYS[1],1,2)",
    "#set": "redis.call('set',KEYS[1],1) redis.call('del',KEYS[1]) return redis.call('set',KEYS[1],2)",
    "#pop": "return redis.pcall('lpop',KEYS[1])",
    "#publish": "return redis.call('publish','ch','s')",
}
POOL = [line.split(" ", 1)[1].split() for line in LINES for _ in range(int(line.split(" ", 1)[0]))]


def step(rng):
    words = [rng.choice(KEYS) if word == "$k" else SCRIPTS.get(word, word) for word in rng.choice(POOL)]
    return rng.randrange(CLIENTS), words


class Client:
    """One connection; complete replies are taken off what has come in."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.input = b""
        self.closed = False

    def send(self, words):
        parts = ["*%d\r\n" % len(words)] + ["$%d\r\n%s\r\n" % (len(word), word) for word in words]
        try:
            self.socket.sendall("".join(parts).encode())
        except OSError:
            self.closed = True

    def receive(self):
        data = self.socket.recv(1 << 16)
        self.closed |= not data
        self.input += data

    def take(self):
        """The complete replies so far."""
        taken = []
        while True:
            try:
                reply, end = self.parse(0)
            except IndexError:
                return taken
            taken.append(reply)
            self.input = self.input[end:]

    def parse(self, at):
        line_end = self.input.find(b"\r\n", at)
        if line_end < 0:
            raise IndexError
        kind, rest = chr(self.input[at]), self.input[at + 1:line_end].decode("latin-1")
        at = line_end + 2
        if kind in "$=" and rest != "-1":
            end = at + int(rest)
            if len(self.input) < end + 2:
                raise IndexError
            return kind + self.input[at:end].decode("latin-1"), end + 2
        if kind in "*~%>" and rest != "-1":
            items = []
            for _ in range(int(rest) * (2 if kind == "%" else 1)):
                item, at = self.parse(at)
                items.append(item)
            return [kind] + items, at
        return kind + rest, at


class Site:
    """One server and its clients."""

    def __init__(self, port, protocol):
        admin = Client(port)
        for words in (["FLUSHALL"], ["SCRIPT", "FLUSH"], ["CONFIG", "SET", "notify-keyspace-events", "KEA"]):
            admin.send(words)
        self.clients = [Client(port) for _ in range(CLIENTS)]
        if protocol == 3:
            for client in self.clients:
                client.send(["HELLO", "3"])
        waited = 0
        while waited < (3 if protocol == 2 else 3 + CLIENTS):
            for client in [admin] + self.clients:
                if select.select([client.socket], [], [], 0.01)[0]:
                    client.receive()
                    waited += len(client.take())
        admin.socket.close()
        self.received = [[] for _ in self.clients]

    def poll(self, seconds):
        open_ones = {client.socket: i for i, client in enumerate(self.clients) if not client.closed}
        for ready in select.select(list(open_ones), [], [], seconds)[0]:
            i = open_ones[ready]
            self.clients[i].receive()
            self.received[i] += self.clients[i].take()

    def close(self):
        for client in self.clients:
            client.socket.close()


def normal(replies):
    """Without what each server makes up: ids of entries and of clients, and the order of sets."""
    if isinstance(replies, list):
        if "unsubscribe" in str(replies[1:2]):
            replies = replies[:2] + replies[3:]  # of all channels: in the order of a hash table
        items = [normal(item) for item in replies]
        return sorted(items, key=repr) if replies and replies[0] == "~" else items
    digits = replies[1:].replace("-", "")
    return replies[0] + "id" if len(digits) > 12 and digits.isdigit() else replies


def without_identity(replies):
    return ["hello" if "redis" in str(reply) or "valkey" in str(reply) else reply for reply in normal(replies)]


def seen(site):
    return [without_identity(replies) for replies in site.received]


class Comparison:
    def __init__(self, fake, real, protocol):
        self.ports, self.protocol = (fake, real), protocol
        self.steps = 0

    def difference(self, sequence, patience=PATIENCE):
        """How many steps it took until the servers parted, with what was received; or None."""
        sites = [Site(port, self.protocol) for port in self.ports]
        blocked = set()
        try:
            for at, (i, words) in enumerate(sequence):
                self.steps += 1
                if i in blocked or any(site.clients[i].closed for site in sites):
                    continue
                before = [len(site.received[i]) for site in sites]
                for site in sites:
                    site.clients[i].send(words)
                if not self.settle(sites, i, before, patience):
                    return at + 1, words, seen(sites[0]), seen(sites[1])
                if len(sites[0].received[i]) == before[0]:
                    blocked.add(i)
                for j in list(blocked):
                    if j != i and sites[0].received[j]:
                        blocked.discard(j)
                for site in sites:
                    site.received = [[] for _ in site.clients]
            return None
        finally:
            for site in sites:
                site.close()

    def settle(self, sites, i, before, patience):
        """Waits until both servers have sent the same and nothing more comes."""
        end = time.monotonic() + patience
        quiet = time.monotonic() + BLOCKED
        while time.monotonic() < end:
            for site in sites:
                site.poll(QUIET / 4)
            same = seen(sites[0]) == seen(sites[1])
            answered = all(len(site.received[i]) > n for site, n in zip(sites, before))
            if same and (answered or time.monotonic() > quiet):
                for site in sites:
                    site.poll(QUIET)
                if seen(sites[0]) == seen(sites[1]):
                    return True
        return False

    def shorten(self, sequence):
        found = self.difference(sequence, 1.0)
        if found is None:
            return None
        sequence = sequence[:found[0]]
        at = 0
        while at < len(sequence) - 1:
            shorter = sequence[:at] + sequence[at + 1:]
            result = self.difference(shorter, 1.0)
            if result and result[0] == len(shorter):
                sequence, found = shorter, result
            else:
                at += 1
        return sequence, found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fake", type=int)
    parser.add_argument("real", type=int)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFF)
    parser.add_argument("--protocol", type=int, default=2)
    parser.add_argument("--length", type=int, default=40)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    comparison = Comparison(options.fake, options.real, options.protocol)
    end = time.monotonic() + options.seconds
    found = 0
    while time.monotonic() < end:
        sequence = [step(rng) for _ in range(options.length)]
        if comparison.difference(sequence) is None:
            continue
        shortened = comparison.shorten(sequence)
        if shortened is None:
            continue
        found += 1
        print(f"--- RESP{options.protocol}")
        for i, words in shortened[0]:
            print(f"  [{i}]", " ".join(words))
        for name, received in zip(("fake", "real"), shortened[1][2:]):
            print("  " + name, {i: replies for i, replies in enumerate(received) if replies}, flush=True)
    print(f"seed {options.seed}: {comparison.steps} steps, {found} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
