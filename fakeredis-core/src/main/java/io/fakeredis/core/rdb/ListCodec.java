package io.fakeredis.core.rdb;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.ListNode;
import io.fakeredis.core.value.ListValue;
import java.util.ArrayList;
import java.util.List;

/** Lists, which are written node by node. */
final class ListCodec implements ValueCodec<ListValue> {
  private static final int PLAIN = 1;
  private static final int PACKED = 2;

  @Override
  public ValueType<ListValue> type() {
    return ListValue.TYPE;
  }

  @Override
  public RdbType rdbType(ListValue list, Settings settings) {
    return RdbType.LIST_QUICKLIST_2.isKnown(settings)
        ? RdbType.LIST_QUICKLIST_2
        : RdbType.LIST_QUICKLIST;
  }

  @Override
  public void write(ListValue list, RdbType as, RdbWriter out, Settings settings) {
    List<ListNode> nodes = list.nodes();
    out.length(nodes.size());
    for (ListNode node : nodes) {
      if (as == RdbType.LIST_QUICKLIST) {
        out.string(Ziplist.of(elements(node)));
      } else if (node.isPlain()) {
        out.length(PLAIN);
        out.string(node.get(0));
      } else {
        out.length(PACKED);
        out.string(Listpack.of(elements(node)));
      }
    }
  }

  private static List<Bytes> elements(ListNode node) {
    List<Bytes> elements = new ArrayList<>(node.count());
    for (int i = 0; i < node.count(); i++) {
      elements.add(node.get(i));
    }
    return elements;
  }

  @Override
  public ListValue read(RdbType as, RdbReader in, Settings settings) {
    return switch (as) {
      case LIST -> readElements(in, settings);
      case LIST_ZIPLIST -> readZiplist(in, settings);
      default -> readNodes(as, in, settings);
    };
  }

  private static ListValue readElements(RdbReader in, Settings settings) {
    List<Bytes> elements = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      elements.add(in.string());
    }
    return ListValue.of(elements, settings);
  }

  /** Stays a quicklist, however small it is. */
  private static ListValue readZiplist(RdbReader in, Settings settings) {
    ListValue list = ListValue.TYPE.create(settings);
    addNode(list, Ziplist.elements(in.string()), false);
    return list;
  }

  private static ListValue readNodes(RdbType as, RdbReader in, Settings settings) {
    ListValue list = ListValue.TYPE.create(settings);
    for (int left = in.count(); left > 0; left--) {
      if (as == RdbType.LIST_QUICKLIST) {
        addNode(list, Ziplist.elements(in.string()), false);
      } else {
        long container = in.length();
        RdbChecks.check(container == PLAIN || container == PACKED, "a node of no known container");
        Bytes node = in.string();
        boolean plain = container == PLAIN;
        addNode(list, plain ? List.of(node) : Listpack.elements(node), plain);
      }
    }
    list.compact();
    return list;
  }

  private static void addNode(ListValue list, List<Bytes> elements, boolean plain) {
    if (!elements.isEmpty()) {
      list.addNode(elements, plain);
    }
  }
}
