package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * What a label must be, or must not be.
 *
 * @param name of the label
 * @param values any of which will do; empty for all that it may have
 */
record LabelFilter(Kind kind, Bytes name, List<Bytes> values) {

  /** What there is to say of a label. */
  enum Kind {
    IS("="),
    IS_NOT("!="),
    IS_ONE_OF("=("),
    IS_NONE_OF("!=("),
    EXISTS(""),
    IS_MISSING("");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** Whether the label has to be there. */
    boolean finds() {
      return this == IS || this == IS_ONE_OF || this == EXISTS;
    }

    /** Whether a query may consist of such filters alone. */
    boolean suffices() {
      return this == IS || this == IS_ONE_OF;
    }
  }

  /** In the order in which the module looks for their signs. */
  private static final List<Kind> SIGNED =
      List.of(Kind.IS_NONE_OF, Kind.IS_NOT, Kind.IS_ONE_OF, Kind.IS);

  /** The filters from one word to another, of which one has to tell of a value. */
  static List<LabelFilter> parse(Args args, int from, int to) {
    List<LabelFilter> filters = new ArrayList<>();
    for (int i = from; i < to; i++) {
      filters.add(parse(args.bytes(i).latin()));
    }
    if (filters.stream().noneMatch(filter -> filter.kind.suffices())) {
      throw Errors.error("ERR TSDB: please provide at least one matcher");
    }
    return filters;
  }

  private static LabelFilter parse(String text) {
    for (Kind kind : SIGNED) {
      if (text.contains(kind.sign)) {
        return parse(text, kind);
      }
    }
    throw unreadable();
  }

  private static RuntimeException unreadable() {
    return Errors.error("ERR TSDB: failed parsing labels");
  }

  /** The module takes every character of the sign for an end, so that {@code a==b} is a=b. */
  private static LabelFilter parse(String text, Kind kind) {
    StringTokenizer tokens = new StringTokenizer(text, kind.sign);
    if (!tokens.hasMoreTokens()) {
      throw unreadable();
    }
    Bytes name = Bytes.latin(tokens.nextToken());
    String value = tokens.hasMoreTokens() ? tokens.nextToken() : "";
    if (kind == Kind.IS_ONE_OF || kind == Kind.IS_NONE_OF) {
      return new LabelFilter(kind, name, list(value));
    }
    if (value.isEmpty()) {
      return new LabelFilter(kind == Kind.IS ? Kind.IS_MISSING : Kind.EXISTS, name, List.of());
    }
    return new LabelFilter(kind, name, List.of(Bytes.latin(value)));
  }

  private static List<Bytes> list(String text) {
    if (!text.endsWith(")")) {
      throw unreadable();
    }
    String inside = text.substring(0, text.length() - 1);
    if (inside.isEmpty()) {
      return List.of();
    }
    List<Bytes> values = new ArrayList<>();
    for (String value : inside.split(",", -1)) {
      if (value.isEmpty()) {
        throw unreadable();
      }
      values.add(Bytes.latin(value));
    }
    return values;
  }
}
