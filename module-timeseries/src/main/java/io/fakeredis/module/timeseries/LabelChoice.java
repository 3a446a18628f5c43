package io.fakeredis.module.timeseries;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Which labels to tell of.
 *
 * @param all whether to tell of all of them
 * @param names of those to tell of otherwise
 */
record LabelChoice(boolean all, List<Bytes> names) {
  private static final int MOST = 50;

  /** What ends a list of names. */
  private static final List<String> WORDS =
      List.of(
          "WITHLABELS",
          "AGGREGATION",
          "LIMIT",
          "GROUPBY",
          "REDUCE",
          "FILTER",
          "FILTER_BY_VALUE",
          "FILTER_BY_TS",
          "COUNT");

  static LabelChoice parse(Args args) {
    boolean all = OptionParser.find(args, "WITHLABELS") >= 0;
    int at = OptionParser.find(args, "SELECTED_LABELS");
    if (at < 0) {
      return new LabelChoice(all, List.of());
    }
    if (all) {
      throw Errors.error("ERR TSDB: cannot accept WITHLABELS and SELECT_LABELS together");
    }
    List<Bytes> names = names(args, at + 1);
    if (names.isEmpty()) {
      throw Errors.error("ERR TSDB: SELECT_LABELS should have at least 1 parameter");
    }
    return new LabelChoice(false, names);
  }

  private static List<Bytes> names(Args args, int from) {
    List<Bytes> names = new ArrayList<>();
    for (int i = from; i < args.count() && WORDS.stream().noneMatch(args.bytes(i)::is); i++) {
      if (names.size() == MOST) {
        throw Errors.error("ERR TSDB: reached max size for SELECT_LABELS");
      }
      names.add(args.bytes(i));
    }
    return names;
  }

  /** Those of the labels that are to be told of. */
  Reply of(List<SeriesOptions.Label> labels) {
    return all ? LabelReplies.all(labels) : LabelReplies.selected(labels, names);
  }
}
