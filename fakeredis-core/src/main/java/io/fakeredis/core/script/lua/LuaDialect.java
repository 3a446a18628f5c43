package io.fakeredis.core.script.lua;

/**
 * What differs from server to server in the language and its libraries.
 *
 * @param stringHash how strings hash, and so the order of tables
 * @param errorTablesToText whether pcall gives the {@code err} field of an error table instead of
 *     the table, as Redis does from 7.0
 * @param hasPrint whether print exists, up to Redis 6.2
 * @param hasOsClock whether the os library exists, with clock alone
 * @param hasEnvironments whether setfenv, getfenv and newproxy exist, up to Redis 7.4
 * @param hasReadonlyTables whether global tables are readonly, from Redis 6.2
 * @param hasReadonlyStringMetatable whether the metatable of strings is readonly as well, from 8.0
 * @param hasArrayMetatable whether cjson can tell empty arrays from objects
 * @param packCopyright the text {@code cmsgpack._COPYRIGHT}
 */
public record LuaDialect(
    StringHash stringHash,
    boolean errorTablesToText,
    boolean hasPrint,
    boolean hasOsClock,
    boolean hasEnvironments,
    boolean hasReadonlyTables,
    boolean hasReadonlyStringMetatable,
    boolean hasArrayMetatable,
    String packCopyright) {}
