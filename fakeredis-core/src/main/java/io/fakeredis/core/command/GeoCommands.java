package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.key;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Reply;
import io.fakeredis.core.value.GeoCell;
import io.fakeredis.core.value.GeoPoint;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Places as members of sorted sets: adding them, and asking where they are. */
final class GeoCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY);

  @Override
  public String group() {
    return "geo";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("GEOADD", "3.2", -5, key(1), flags(WRITE, DENYOOM), GeoCommands::geoadd),
        command("GEODIST", "3.2", -4, key(1), READS, GeoCommands::geodist),
        command("GEOHASH", "3.2", -2, key(1), READS, GeoCommands::geohash),
        command("GEOPOS", "3.2", -2, key(1), READS, GeoCommands::geopos));
  }

  private static Reply geoadd(Call call) {
    ScoreUpdate update = ScoreUpdate.ofGeoadd(call);
    List<Bytes> names = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int i = update.first(); i < call.args().count(); i += 3) {
      scores.add((double) GeoCell.of(GeoReplies.parse(call, i), GeoCell.FINEST).score());
      names.add(call.args().bytes(i + 2));
    }
    return SortedSetCommands.add(call, update, names, scores);
  }

  private static Reply geodist(Call call) {
    Args args = call.args();
    if (args.count() > 5) {
      throw Errors.syntax();
    }
    GeoUnit unit = args.count() == 5 ? GeoUnit.parse(call, args.bytes(4)) : GeoUnit.M;
    SortedSetValue set = call.db().find(args.bytes(1), SortedSetValue.TYPE);
    GeoPoint from = GeoReplies.find(set, args.bytes(2));
    GeoPoint to = GeoReplies.find(set, args.bytes(3));
    return from == null || to == null
        ? Reply.NULL
        : GeoReplies.distance(call, unit.ofMetres(from.distance(to)));
  }

  private static Reply geohash(Call call) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    List<Reply> hashes = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      GeoPoint point = GeoReplies.find(set, name);
      hashes.add(point == null ? Reply.NULL : Reply.bulk(GeoCell.text(point)));
    }
    return Reply.array(hashes);
  }

  private static Reply geopos(Call call) {
    SortedSetValue set = call.db().find(call.args().bytes(1), SortedSetValue.TYPE);
    List<Reply> places = new ArrayList<>();
    for (Bytes name : call.args().from(2)) {
      GeoPoint point = GeoReplies.find(set, name);
      places.add(point == null ? Reply.NULL_ARRAY : GeoReplies.place(call, point));
    }
    return Reply.array(places);
  }
}
