package io.fakeredis.module.keydb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import io.fakeredis.api.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What KEYDB.NHSET makes: a hash whose values may be hashes again. */
final class NestedHash {
  static final ValueType<NestedHash> TYPE = new NestedHashType();

  private final Map<Bytes, Node> nodes = new LinkedHashMap<>();

  /** What a name in a path stands for. */
  sealed interface Node {

    Reply reply();

    void writeJson(StringBuilder out);
  }

  /** A value. */
  record Text(Bytes value) implements Node {
    @Override
    public Reply reply() {
      return Reply.bulk(value);
    }

    @Override
    public void writeJson(StringBuilder out) {
      out.append('"');
      for (byte b : value.array()) {
        if (b == '"' || b == '\\') {
          out.append('\\').append((char) b);
        } else if (b >= 0 && b < ' ') {
          // the real server pads with spaces, though JSON wants zeros
          out.append("\\u").append(String.format("%4x", b));
        } else {
          out.append((char) (b & 0xFF));
        }
      }
      out.append('"');
    }
  }

  /** Several values. */
  record Words(List<Bytes> values) implements Node {
    @Override
    public Reply reply() {
      return Reply.bulks(values);
    }

    @Override
    public void writeJson(StringBuilder out) {
      String between = "[";
      for (Bytes value : values) {
        out.append(between);
        new Text(value).writeJson(out);
        between = ",";
      }
      out.append(']');
    }
  }

  /** A hash. */
  record Branch(NestedHash hash) implements Node {
    /** The pairs, or the pair if there is but one. */
    @Override
    public Reply reply() {
      List<Reply> pairs = new ArrayList<>();
      hash.nodes.forEach(
          (name, node) -> pairs.add(Reply.array(List.of(Reply.bulk(name), node.reply()))));
      return pairs.size() == 1 ? pairs.get(0) : Reply.array(pairs);
    }

    @Override
    public void writeJson(StringBuilder out) {
      String between = "{";
      for (Map.Entry<Bytes, Node> entry : hash.nodes.entrySet()) {
        out.append(between);
        new Text(entry.getKey()).writeJson(out);
        out.append(" : ");
        entry.getValue().writeJson(out);
        between = ",";
      }
      out.append('}');
    }
  }

  @Nullable Node get(Bytes name) {
    return nodes.get(name);
  }

  /** Whether it replaces something. */
  boolean put(Bytes name, Node node) {
    return nodes.put(name, node) != null;
  }

  /** The hash of that name; made, if there is none, in place of whatever else there is. */
  NestedHash branch(Bytes name) {
    if (nodes.get(name) instanceof Branch branch) {
      return branch.hash;
    }
    NestedHash made = new NestedHash();
    nodes.put(name, new Branch(made));
    return made;
  }

  private NestedHash copy() {
    NestedHash copy = new NestedHash();
    nodes.forEach(
        (name, node) ->
            copy.nodes.put(
                name, node instanceof Branch branch ? new Branch(branch.hash.copy()) : node));
    return copy;
  }

  private static final class NestedHashType implements ValueType<NestedHash> {
    private static final int BYTES_PER_NODE = 64;

    @Override
    public String name() {
      return "nestedhash";
    }

    @Override
    public NestedHash copy(NestedHash value) {
      return value.copy();
    }

    @Override
    public long memory(NestedHash value) {
      long bytes = BYTES_PER_NODE;
      for (Node node : value.nodes.values()) {
        bytes += node instanceof Branch branch ? memory(branch.hash) : BYTES_PER_NODE;
      }
      return bytes;
    }
  }
}
