#!/usr/bin/env bash
# ioredis, node-redis and BullMQ on the fake, over TCP. Needs node and npm with its registry; not part of ./mvnw verify.
#
#   tools/npm-smoke.sh [PORT]    a server that listens on PORT of the loopback interface; by default one is started on 6400
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
port=${1:-6400}
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

if [ $# -eq 0 ]; then
  "$root/fakeredis" --port "$port" >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
    kill -0 "$server" || { cat "$work/server.log" >&2; exit 1; }
    sleep 0.1
  done
fi

cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ioredis@5 redis@5 bullmq@5
cat >smoke.js <<'JS'
const assert = require('node:assert/strict');
const { once } = require('node:events');
const port = Number(process.argv[2]);

async function ioredis() {
  const Redis = require('ioredis');
  const redis = new Redis(port);
  const other = redis.duplicate();
  await redis.flushall();
  await redis.set('key', 'value', 'EX', 60);
  assert.equal(await redis.get('key'), 'value');
  assert.deepEqual(await redis.multi().incr('n').incr('n').exec(), [[null, 1], [null, 2]]);
  assert.deepEqual(await redis.pipeline().hset('h', { a: 1 }).hgetall('h').exec(), [[null, 1], [null, { a: '1' }]]);
  redis.defineCommand('add', { numberOfKeys: 1, lua: "return redis.call('INCRBY', KEYS[1], ARGV[1])" });
  assert.equal(await redis.add('n', 5), 7);
  await other.subscribe('channel');
  const heard = once(other, 'message');
  await redis.publish('channel', 'hello');
  assert.deepEqual(await heard, ['channel', 'hello']);
  await assert.rejects(redis.lpush('key', 'x'), /WRONGTYPE/);
  redis.disconnect();
  other.disconnect();
}

async function nodeRedis() {
  const { createClient } = require('redis');
  for (const RESP of [2, 3]) {
    const redis = createClient({ socket: { port }, RESP });
    await redis.connect();
    await redis.flushAll();
    await redis.hSet('h', { a: '1', b: '2' });
    assert.deepEqual({ ...(await redis.hGetAll('h')) }, { a: '1', b: '2' });
    await redis.zAdd('z', [{ score: 1.5, value: 'm' }]);
    assert.deepEqual(await redis.zRangeWithScores('z', 0, -1), [{ score: 1.5, value: 'm' }]);
    assert.deepEqual(await redis.multi().set('k', 'v').get('k').exec(), ['OK', 'v']);
    const other = await redis.duplicate().connect();
    const heard = new Promise(resolve => other.subscribe('channel', resolve));
    while ((await redis.publish('channel', 'hello')) === 0) {}
    assert.equal(await heard, 'hello');
    const popped = other.duplicate();
    await popped.connect();
    const waiting = popped.blPop('queue', 5);
    await redis.rPush('queue', 'job');
    assert.equal((await waiting).element, 'job');
    await Promise.all([redis, other, popped].map(client => client.close()));
  }
}

async function bullmq() {
  const { Queue, Worker, QueueEvents } = require('bullmq');
  const connection = { port };
  const queue = new Queue('sums', { connection });
  const events = new QueueEvents('sums', { connection });
  await events.waitUntilReady();
  let failures = 0;
  const worker = new Worker('sums', async job => {
    if (job.data.flaky && failures++ === 0) {
      throw new Error('once');
    }
    return job.data.a + job.data.b;
  }, { connection, concurrency: 4 });
  const jobs = await queue.addBulk(Array.from({ length: 20 }, (_, i) => ({ name: 'sum', data: { a: i, b: 1 } })));
  const results = await Promise.all(jobs.map(job => job.waitUntilFinished(events, 10000)));
  assert.deepEqual(results, jobs.map((_, i) => i + 1));
  const delayed = await queue.add('sum', { a: 1, b: 1, flaky: true }, { delay: 50, attempts: 2, backoff: 50 });
  assert.equal(await delayed.waitUntilFinished(events, 10000), 2);
  assert.equal((await queue.getJobCounts('completed')).completed, 21);
  await worker.close();
  await events.close();
  await queue.close();
}

(async () => {
  for (const client of [ioredis, nodeRedis, bullmq]) {
    await client();
    console.log(`${client.name}: passed`);
  }
})().catch(error => {
  console.error(error);
  process.exit(1);
});
JS
timeout 60 node smoke.js "$port"
