package io.fakeredis.core.command;

import io.fakeredis.api.CommandFamily;
import org.jspecify.annotations.Nullable;

/** Which family has which command: no other class need be loaded to find one. */
final class CommandIndex {
  private CommandIndex() {}

  static @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "APPEND",
          "DECR",
          "DECRBY",
          "GET",
          "GETRANGE",
          "GETSET",
          "INCR",
          "INCRBY",
          "INCRBYFLOAT",
          "MGET",
          "MSET",
          "MSETNX",
          "SETRANGE",
          "STRLEN",
          "SUBSTR" ->
          new StringCommands();
      case "GETDEL", "GETEX", "PSETEX", "SET", "SETEX", "SETNX" -> new StringExpiryCommands();
      case "COPY",
          "DEL",
          "EXISTS",
          "KEYS",
          "MOVE",
          "RANDOMKEY",
          "RENAME",
          "RENAMENX",
          "TOUCH",
          "TYPE",
          "UNLINK" ->
          new KeyCommands();
      case "LINDEX",
          "LINSERT",
          "LLEN",
          "LPOP",
          "LPOS",
          "LPUSH",
          "LPUSHX",
          "LRANGE",
          "LREM",
          "LSET",
          "LTRIM",
          "RPOP",
          "RPUSH",
          "RPUSHX" ->
          new ListCommands();
      case "BLMPOP", "BLPOP", "BRPOP", "LMPOP" -> new ListPopCommands();
      case "BLMOVE", "BLMOVEM", "BRPOPLPUSH", "LMOVE", "LMOVEM", "RPOPLPUSH" ->
          new ListMoveCommands();
      case "SADD",
          "SCARD",
          "SISMEMBER",
          "SMEMBERS",
          "SMISMEMBER",
          "SMOVE",
          "SPOP",
          "SRANDMEMBER",
          "SREM",
          "SSCAN" ->
          new SetCommands();
      case "SDIFF",
          "SDIFFCARD",
          "SDIFFSTORE",
          "SINTER",
          "SINTERCARD",
          "SINTERSTORE",
          "SUNION",
          "SUNIONCARD",
          "SUNIONSTORE" ->
          new SetAlgebraCommands();
      case "EXPIRE",
          "EXPIREAT",
          "PEXPIRE",
          "PEXPIREAT",
          "EXPIRETIME",
          "PEXPIRETIME",
          "PERSIST",
          "PTTL",
          "TTL" ->
          new ExpireCommands();
      case "SCAN" -> new ScanCommands();
      case "SORT", "SORT_RO" -> new SortCommands();
      case "OBJECT" -> new ObjectCommands();
      case "SETBIT", "GETBIT", "BITCOUNT", "BITPOS", "BITOP" -> new BitmapCommands();
      case "BITFIELD", "BITFIELD_RO" -> new BitfieldCommands();
      case "PFADD", "PFCOUNT", "PFMERGE", "PFDEBUG", "PFSELFTEST" -> new HyperLogLogCommands();
      case "LCS", "STRALGO" -> new LcsCommands();
      case "DELEX", "DIGEST", "MSETEX" -> new StringExtraCommands();
      case "INCREX" -> new BoundedIncrementCommands();
      case "HDEL",
          "HEXISTS",
          "HGET",
          "HGETALL",
          "HINCRBY",
          "HINCRBYFLOAT",
          "HKEYS",
          "HLEN",
          "HMGET",
          "HMSET",
          "HSET",
          "HSETNX",
          "HSTRLEN",
          "HVALS" ->
          new HashCommands();
      case "HRANDFIELD", "HSCAN" -> new HashScanCommands();
      case "HEXPIRE",
          "HEXPIREAT",
          "HEXPIRETIME",
          "HPERSIST",
          "HPEXPIRE",
          "HPEXPIREAT",
          "HPEXPIRETIME",
          "HPTTL",
          "HTTL" ->
          new HashExpiryCommands();
      case "HGETDEL", "HGETEX", "HSETEX" -> new HashExCommands();
      case "ZADD",
          "ZCARD",
          "ZINCRBY",
          "ZMSCORE",
          "ZRANDMEMBER",
          "ZRANK",
          "ZREM",
          "ZREVRANK",
          "ZSCAN",
          "ZSCORE" ->
          new SortedSetCommands();
      case "ZCOUNT",
          "ZLEXCOUNT",
          "ZRANGE",
          "ZRANGEBYLEX",
          "ZRANGEBYSCORE",
          "ZRANGESTORE",
          "ZREMRANGEBYLEX",
          "ZREMRANGEBYRANK",
          "ZREMRANGEBYSCORE",
          "ZREVRANGE",
          "ZREVRANGEBYLEX",
          "ZREVRANGEBYSCORE" ->
          new SortedSetRangeCommands();
      case "BZMPOP", "BZPOPMAX", "BZPOPMIN", "ZMPOP", "ZPOPMAX", "ZPOPMIN" ->
          new SortedSetPopCommands();
      case "ZDIFF", "ZDIFFSTORE", "ZINTER", "ZINTERCARD", "ZINTERSTORE", "ZUNION", "ZUNIONSTORE" ->
          new SortedSetAlgebraCommands();
      case "GEOADD", "GEODIST", "GEOHASH", "GEOPOS" -> new GeoCommands();
      case "GEORADIUS",
          "GEORADIUSBYMEMBER",
          "GEORADIUSBYMEMBER_RO",
          "GEORADIUS_RO",
          "GEOSEARCH",
          "GEOSEARCHSTORE" ->
          new GeoSearchCommands();
      case "ARCOUNT",
          "ARDEL",
          "ARDELRANGE",
          "ARGET",
          "ARINFO",
          "ARLEN",
          "ARMGET",
          "ARMSET",
          "ARSET" ->
          new ArrayCommands();
      case "ARGETRANGE", "ARGREP", "AROP", "ARSCAN" -> new ArrayRangeCommands();
      case "ARINSERT", "ARLASTITEMS", "ARNEXT", "ARRING", "ARSEEK" -> new ArrayInsertCommands();
      case "XDEL", "XDELEX", "XLEN", "XRANGE", "XREVRANGE" -> new StreamCommands();
      case "XADD", "XSETID", "XTRIM" -> new StreamAddCommands();
      case "XCFGSET", "XIDMPRECORD" -> new StreamProducerCommands();
      case "XGROUP" -> new StreamGroupCommands();
      case "XACK", "XACKDEL", "XNACK", "XPENDING" -> new StreamPendingCommands();
      case "XAUTOCLAIM", "XCLAIM" -> new StreamClaimCommands();
      case "XREAD", "XREADGROUP" -> new StreamReadCommands();
      case "XINFO" -> new StreamInfoCommands();
      case "VADD", "VREM", "VSETATTR" -> new VectorAddCommands();
      case "VRANGE" -> new VectorRangeCommands();
      case "VSIM" -> new VectorSearchCommands();
      case "VCARD", "VDIM", "VEMB", "VGETATTR", "VINFO", "VISMEMBER", "VLINKS", "VRANDMEMBER" ->
          new VectorSetCommands();
      default -> null;
    };
  }
}
