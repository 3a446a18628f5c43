package io.fakeredis.core.value;

/**
 * An order to trim entries off the start of a stream.
 *
 * @param bound which entries are too many
 * @param approximate whether to take whole nodes only
 * @param limit how many entries may be looked at; 0 for any number
 * @param references what becomes of pending entries
 */
public record StreamTrim(
    Bound bound, boolean approximate, long limit, StreamReferences references) {

  /** Which entries are too many. */
  public sealed interface Bound {
    /** Whether a node can go as a whole, the stream being so long. */
    boolean exceededBy(StreamNode node, long length);

    /** Whether an entry can go, the stream being so long. */
    boolean exceededBy(StreamId id, long length);
  }

  /** So many entries may stay. */
  public record MaxLength(long length) implements Bound {
    @Override
    public boolean exceededBy(StreamNode node, long streamLength) {
      return streamLength - node.live() >= length;
    }

    @Override
    public boolean exceededBy(StreamId id, long streamLength) {
      return streamLength > length;
    }
  }

  /** Entries with this ID and higher ones may stay. */
  public record MinId(StreamId id) implements Bound {
    @Override
    public boolean exceededBy(StreamNode node, long streamLength) {
      return node.last().compareTo(id) < 0;
    }

    @Override
    public boolean exceededBy(StreamId entry, long streamLength) {
      return entry.compareTo(id) < 0;
    }
  }

  /** Whether nodes may be taken as a whole, without a look at their entries. */
  boolean takesWholeNodes() {
    return references == StreamReferences.KEEPREF;
  }
}
