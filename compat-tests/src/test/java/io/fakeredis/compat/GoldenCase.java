package io.fakeredis.compat;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case: what to send, step by step, and what each server replied.
 *
 * @param servers the servers that it was recorded on
 * @param proto 2 or 3 where it makes sense in one protocol only
 * @param config settings for the time of the case, as pairs of name and value
 * @param after commands that clean up
 */
record GoldenCase(
    String title,
    List<String> servers,
    @Nullable Integer proto,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<List<String>> config,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<List<String>> after,
    List<Step> steps) {

  boolean runsOn(String server, int protocol) {
    return servers.contains(server) && (proto == null || proto == protocol);
  }
}
