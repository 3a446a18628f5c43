#!/usr/bin/env bash
# The fake beside a real redis-server, in one run: interleaved slices of redis-benchmark, then the medians of
# throughput (thousands of requests a second) and of server CPU a request (microseconds), and their ratios.
#
#   benchmarks/redis-benchmark.sh [TEST...]     SET GET INCR ... ; all by default
#
# REDIS_SERVER, REDIS_BENCHMARK  the programs, each may be a command line; found on the PATH by default
# PROFILE                        of the fake, redis:7.0 by default
# ROUNDS                         slices of each kind, 5 by default
# DEPTHS                         pipeline depths, "1 16 100" by default
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
read -ra redis_server <<<"${REDIS_SERVER:-redis-server}"
read -ra redis_benchmark <<<"${REDIS_BENCHMARK:-redis-benchmark}"
rounds=${ROUNDS:-5}
read -ra depths <<<"${DEPTHS:-1 16 100}"
fake_port=${FAKE_PORT:-7301} real_port=${REAL_PORT:-7302}
work=$(mktemp -d)
tests=("$@")
[ $# -gt 0 ] || tests=(SET GET INCR LPUSH LRANGE_100 MSET ZADD SADD HSET ZPOPMIN XADD)

# Both run under nohup in this session. A daemon would get a session of its own, and with it a scheduling group of
# its own (sched_autogroup), which costs it up to a third of its speed here.
start() { # name port command...: the process id is left in pids[name]
  local name=$1 port=$2
  shift 2
  nohup "$@" >"$work/$name.log" 2>&1 </dev/null &
  pids[$name]=$!
  for _ in $(seq 300); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    kill -0 "${pids[$name]}" 2>/dev/null || { cat "$work/$name.log" >&2; exit 1; }
    sleep 0.1
  done
  echo "$name does not answer" >&2
  exit 1
}

stop() {
  kill "${pids[@]}" 2>/dev/null && wait "${pids[@]}" || true
  rm -rf "$work"
}

ticks() { # user and system time of a process so far
  local fields
  fields=$(</proc/"$1"/stat)
  read -ra fields <<<"${fields##*) }"
  echo $((fields[11] + fields[12]))
}

arguments() { # of redis-benchmark, for a test
  case $1 in
    LRANGE_100) echo "lrange mylist 0 99" ;; # its own test pushes as many elements as it reads
    ZPOPMIN) echo "zpopmin zset" ;;
    XADD) echo "xadd stream maxlen ~ 100000 * field __rand_int__" ;;
    *) echo "-t ${1,,}" ;;
  esac
}

prepare() { # port test: what the test reads
  case $2 in
    LRANGE_*) benchmark "$1" -n 1000 lpush mylist element >/dev/null ;;
    ZPOPMIN) benchmark "$1" -n 1000000 -P 100 -r 10000000 zadd zset __rand_int__ __rand_int__ >/dev/null ;;
  esac
}

benchmark() { # port arguments...
  local port=$1
  shift
  "${redis_benchmark[@]}" -p "$port" -c 50 -q --csv "$@"
}

requests() { # enough for about a second
  case $1:$2 in
    LRANGE_*:1 | MSET:1) echo 20000 ;;
    LRANGE_*) echo 60000 ;;
    MSET:*) echo 150000 ;;
    *:1) echo 50000 ;;
    *:16) echo 500000 ;;
    *) echo 1000000 ;;
  esac
}

slice() { # server test depth: appends "server test depth thousands-a-second microseconds"
  local port=$fake_port count before after rps words
  [ "$1" = fake ] || port=$real_port
  count=$(requests "$2" "$3")
  benchmark "$port" -n 1 flushall >/dev/null
  prepare "$port" "$2"
  before=$(ticks "${pids[$1]}")
  read -ra words <<<"$(arguments "$2")"
  rps=$(benchmark "$port" -n "$count" -P "$3" -r 100000 "${words[@]}" | rate)
  after=$(ticks "${pids[$1]}")
  awk -v s="$1" -v t="$2" -v d="$3" -v r="$rps" -v c="$((after - before))" -v n="$count" -v hz="$(getconf CLK_TCK)" \
    'BEGIN { print s, t, d, r / 1000, c / hz / n * 1e6 }' >>"$work/slices"
}

rate() { # the second column of the last line
  awk -F '","' 'END { print $2 }'
}

report() {
  sort -k2,2 -k3,3n -k1,1 -k4,4n "$work/slices" | awk '
    function median(list, n,    copy, i, j, swap) {
      split(list, copy, " ")
      for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++)
        if (copy[i] + 0 > copy[j] + 0) { swap = copy[i]; copy[i] = copy[j]; copy[j] = swap }
      return n % 2 ? copy[(n + 1) / 2] : (copy[n / 2] + copy[n / 2 + 1]) / 2
    }
    { kind = $2 " " $3; if (!(kind in seen)) { seen[kind] = ++kinds; name[kinds] = kind }
      rate[kind, $1] = rate[kind, $1] " " $4; cpu[kind, $1] = cpu[kind, $1] " " $5; count[kind, $1]++ }
    END {
      printf "%-11s %5s  %9s %9s %6s   %9s %9s %6s\n", "test", "depth", "fake k/s", "real k/s", "ratio", "fake us", "real us", "ratio"
      for (i = 1; i <= kinds; i++) {
        k = name[i]; split(k, part, " ")
        fr = median(rate[k, "fake"], count[k, "fake"]); rr = median(rate[k, "real"], count[k, "real"])
        fc = median(cpu[k, "fake"], count[k, "fake"]); rc = median(cpu[k, "real"], count[k, "real"])
        printf "%-11s %5d  %9.1f %9.1f %6.2f   %9.3f %9.3f %6.2f\n", part[1], part[2], fr, rr, fr / rr, fc, rc, rc ? fc / rc : 0
      }
    }'
}

declare -A pids
trap stop EXIT
start fake "$fake_port" "$root/fakeredis" --port "$fake_port" --profile "${PROFILE:-redis:7.0}"
start real "$real_port" "${redis_server[@]}" --port "$real_port" --save "" --appendonly no --dir "$work"

for round in $(seq 0 "$rounds"); do
  for test in "${tests[@]}"; do
    for depth in "${depths[@]}"; do
      # the order changes every other round, so that neither server always follows the other
      if ((round % 2)); then order=(fake real); else order=(real fake); fi
      for server in "${order[@]}"; do slice "$server" "$test" "$depth"; done
    done
  done
  # the first round warms the JVM up
  ((round > 0)) || rm "$work/slices"
  echo "round $round of $rounds" >&2
done
report
