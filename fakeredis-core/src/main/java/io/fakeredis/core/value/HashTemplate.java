package io.fakeredis.core.value;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.core.value.HashValue.Field;
import java.util.Comparator;
import java.util.List;

/**
 * How a hash keeps its values if it shares the names of its fields, in order, with other hashes: as
 * Redis has it since 8.10, for hashes that were imported or have as many fields as it is told.
 */
enum HashTemplate {
  LISTPACK("template-listpack"),
  ARRAY("template-array");

  /** Short names come first. */
  private static final Comparator<Bytes> ORDER =
      Comparator.comparingInt(Bytes::length).thenComparing(Comparator.naturalOrder());

  private final String encoding;

  HashTemplate(String encoding) {
    this.encoding = encoding;
  }

  String encoding() {
    return encoding;
  }

  /** What suits the fields. */
  static HashTemplate of(Iterable<Field> fields, int count, Settings settings) {
    HashTemplate template = LISTPACK;
    for (Field field : fields) {
      template = template.with(field.value(), count, settings);
    }
    return template;
  }

  /** What suits once that value is among so many; a listpack does not come back. */
  HashTemplate with(Bytes value, int count, Settings settings) {
    boolean fits =
        value.length() <= settings.number("hash-max-listpack-value")
            && count <= settings.number("hash-max-listpack-entries");
    return fits ? this : ARRAY;
  }

  static void sort(List<Field> fields) {
    fields.sort(Comparator.comparing(Field::key, ORDER));
  }

  /** Where the field of that name stands, or where it would stand as {@code -index - 1}. */
  static int indexOf(List<Field> sorted, Bytes name) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = ORDER.compare(sorted.get(middle).key(), name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Whether hashes with so many fields shall share their names without being imported. */
  static boolean isWanted(int count, Settings settings) {
    if (!settings.has(HashValue.TEMPLATES)) {
      return false;
    }
    long least = settings.number("hash-min-template-entries");
    long most = settings.number("hash-max-template-entries");
    return least > 0 && count >= least && (most == 0 || count <= most);
  }
}
