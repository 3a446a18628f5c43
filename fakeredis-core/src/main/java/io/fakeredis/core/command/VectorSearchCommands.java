package io.fakeredis.core.command;

import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.flags;

import io.fakeredis.api.Args;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.Projection;
import io.fakeredis.core.value.QuantizedVector;
import io.fakeredis.core.value.VectorElement;
import io.fakeredis.core.value.VectorMatch;
import io.fakeredis.core.value.VectorSetValue;
import java.util.ArrayList;
import java.util.List;

/** VSIM: the elements of a vector set that are most similar to a vector. */
final class VectorSearchCommands implements CommandFamily {

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return new VectorRows()
        .add("VSIM", -4, flags(READONLY, MODULE), VectorSearchCommands::vsim)
        .list();
  }

  private static Reply vsim(Call call) {
    Args args = call.args();
    VectorSetValue set = call.db().find(args.bytes(1), VectorSetValue.TYPE);
    if (set == null) {
      return Reply.EMPTY_ARRAY;
    }
    VectorSearch search;
    QuantizedVector query;
    if (args.is(2, "ELE")) {
      VectorElement element = set.get(args.bytes(3));
      if (element == null) {
        throw Errors.error("ERR element not found in set");
      }
      query = set.query(element);
      search = VectorSearch.parse(call, 4);
    } else {
      VectorArgument vector = VectorArgument.parse(args, 2);
      checkDimension(vector.values().length, set);
      query = set.query(vector.values());
      search = VectorSearch.parse(call, vector.end());
    }
    return reply(call, search, search.run(set, query));
  }

  private static void checkDimension(int length, VectorSetValue set) {
    if (set.takes(length)) {
      return;
    }
    Projection projection = set.projection();
    if (projection != null) {
      throw VectorAddition.projectionMismatch(length, projection);
    }
    throw VectorAddition.dimensionMismatch(length, set);
  }

  private static Reply reply(Call call, VectorSearch search, List<VectorMatch> matches) {
    List<Reply> flat = new ArrayList<>();
    List<Reply> pairs = new ArrayList<>();
    for (VectorMatch match : matches) {
      List<Reply> details = new ArrayList<>();
      if (search.showsScores()) {
        details.add(call.real(match.similarity()));
      }
      if (search.showsAttributes()) {
        details.add(Reply.bulkOrNull(match.element().attributes()));
      }
      Reply name = Reply.bulk(match.element().name());
      flat.add(name);
      flat.addAll(details);
      pairs.add(name);
      pairs.add(details.size() == 1 ? details.get(0) : Reply.array(details));
    }
    boolean plain = !search.showsScores() && !search.showsAttributes();
    return plain ? Reply.array(flat) : Reply.byProtocol(Reply.array(flat), Reply.map(pairs));
  }
}
