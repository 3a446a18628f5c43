package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Database;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.api.StringValue;
import io.fakeredis.core.value.HashValue;
import io.fakeredis.core.value.ListValue;
import io.fakeredis.core.value.SetValue;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of SORT. */
final class Sorting {
  /** Since then numbers are read by another library, which knows no hexadecimal ones. */
  private static final Feature AS_SCORES = Feature.since("SORT.as-scores", "valkey 9.1");

  private static final Feature LEADING_SPACES =
      Feature.since("SORT.leading-spaces", "valkey 8.1 until 9.1");
  private static final Feature DECIMAL_ONLY = Feature.since("SORT.decimal-numbers", "8.0");

  private final Call call;
  private final SortRequest request;

  /** An element with what it is sorted by: a number, or a text that may be missing. */
  private record Item(Bytes element, double score, @Nullable Bytes text) {}

  Sorting(Call call, SortRequest request) {
    this.call = call;
    this.request = request;
  }

  Reply run() {
    Database.Stored source = call.db().read(request.key);
    List<Bytes> elements = source == null ? new ArrayList<>() : elementsOf(source.value());
    if (source != null && source.value() instanceof SetValue && mustBeOrdered()) {
      // a set has no order that a stored list or the effects of a script could rely on
      elements.sort(request.descending ? Comparator.reverseOrder() : null);
    } else if (request.sorts()) {
      elements = sorted(elements);
    } else if (request.descending && isSequence(source)) {
      Collections.reverse(elements);
    }
    List<@Nullable Bytes> output = withGets(limited(elements));
    Bytes destination = request.destination;
    return destination == null ? Reply.bulks(output) : store(destination, output);
  }

  private boolean mustBeOrdered() {
    return !request.sorts() && (request.destination != null || call.isFromScript());
  }

  private static boolean isSequence(Database.@Nullable Stored source) {
    return source != null
        && (source.value() instanceof SortedSetValue || source.value() instanceof ListValue);
  }

  private static List<Bytes> elementsOf(Object value) {
    List<Bytes> elements = new ArrayList<>();
    if (value instanceof ListValue list) {
      list.forEach(elements::add);
    } else if (value instanceof SetValue set) {
      set.forEach(elements::add);
    } else if (value instanceof SortedSetValue sortedSet) {
      sortedSet.unpack(); // SORT knows its way in skip lists alone
      sortedSet.forEach(member -> elements.add(member.key()));
    } else {
      throw Errors.wrongType();
    }
    return elements;
  }

  private List<Bytes> sorted(List<Bytes> elements) {
    List<Item> items = new ArrayList<>(elements.size());
    for (Bytes element : elements) {
      Bytes pattern = request.by;
      Bytes by = pattern == null ? element : lookUp(pattern, element);
      items.add(new Item(element, request.alphabetic || by == null ? 0 : score(by), by));
    }
    Comparator<Item> order = request.alphabetic ? byText() : byScore();
    items.sort(request.descending ? order.reversed() : order);
    List<Bytes> result = new ArrayList<>(items.size());
    items.forEach(item -> result.add(item.element()));
    return result;
  }

  private static Comparator<Item> byScore() {
    return Comparator.comparingDouble((Item item) -> item.score() + 0.0)
        .thenComparing(Item::element);
  }

  /** What has no text comes first. */
  private static Comparator<Item> byText() {
    return Comparator.comparing(Item::text, Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  private double score(Bytes text) {
    double score = number(upToZeroByte(text));
    if (Double.isNaN(score)) {
      throw Errors.error("ERR One or more scores can't be converted into double");
    }
    return score;
  }

  private double number(Bytes text) {
    if (call.has(AS_SCORES)) {
      return Doubles.parse(text, call.profile());
    }
    if (text.isEmpty()) {
      return 0;
    }
    if (!call.has(DECIMAL_ONLY)) {
      return Doubles.parse(call.has(LEADING_SPACES) ? withoutLeadingSpaces(text) : text);
    }
    boolean hexadecimal = text.latin().toLowerCase(java.util.Locale.ROOT).contains("0x");
    return hexadecimal ? Double.NaN : Doubles.strtod(text);
  }

  private static Bytes withoutLeadingSpaces(Bytes text) {
    return Bytes.latin(text.latin().replaceFirst("^[ \\t-\\r]+", ""));
  }

  private static Bytes upToZeroByte(Bytes text) {
    int zero = text.latin().indexOf('\0');
    return zero < 0 ? text : text.slice(0, zero);
  }

  private List<Bytes> limited(List<Bytes> elements) {
    int size = elements.size();
    int from = (int) Math.max(0, Math.min(request.offset, size));
    int to = request.count < 0 ? size : (int) Math.min(size, from + Math.min(request.count, size));
    return elements.subList(from, to);
  }

  private List<@Nullable Bytes> withGets(List<Bytes> elements) {
    if (request.gets.isEmpty()) {
      return new ArrayList<>(elements);
    }
    List<@Nullable Bytes> output = new ArrayList<>();
    for (Bytes element : elements) {
      for (Bytes pattern : request.gets) {
        output.add(lookUp(pattern, element));
      }
    }
    return output;
  }

  /**
   * What the pattern leads to from the element: {@code #} is the element itself, {@code weight_*}
   * the string of a key, {@code object_*->field} a hash's field; null if there is nothing.
   */
  private @Nullable Bytes lookUp(Bytes pattern, Bytes element) {
    String text = pattern.latin();
    if (text.equals("#")) {
      return element;
    }
    int star = text.indexOf('*');
    if (star < 0) {
      return null;
    }
    int arrow = text.indexOf("->", star + 1);
    boolean hasField = arrow >= 0 && arrow + 2 < text.length();
    String end = hasField ? text.substring(star + 1, arrow) : text.substring(star + 1);
    Bytes key = Bytes.latin(text.substring(0, star) + element.latin() + end);
    return hasField ? field(key, Bytes.latin(text.substring(arrow + 2))) : string(key);
  }

  private @Nullable Bytes string(Bytes key) {
    Database.Stored stored = call.db().read(key);
    return stored != null && stored.value() instanceof StringValue value ? value.bytes() : null;
  }

  private @Nullable Bytes field(Bytes key, Bytes name) {
    Database.Stored stored = call.db().read(key);
    if (stored == null || !(stored.value() instanceof HashValue hash)) {
      return null;
    }
    HashValue.Field field = hash.get(name);
    return field == null || field.isExpired(call.now()) ? null : field.value();
  }

  private Reply store(Bytes destination, List<@Nullable Bytes> output) {
    List<Bytes> elements = new ArrayList<>(output.size());
    output.forEach(element -> elements.add(element == null ? Bytes.EMPTY : element));
    if (elements.isEmpty()) {
      call.db().remove(destination, "del");
    } else {
      ListValue list = ListValue.ofSort(elements, call.settings());
      call.db().put(destination, ListValue.TYPE, list, "sortstore");
      call.db().countChanges(elements.size() - 1);
    }
    return Reply.integer(elements.size());
  }
}
