package io.fakeredis.core.command;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MOVABLEKEYS;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.found;
import static io.fakeredis.api.Keys.key;
import static io.fakeredis.api.Keys.keys;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Keys;
import io.fakeredis.api.Reply;
import io.fakeredis.core.command.GeoSearch.Found;
import io.fakeredis.core.command.GeoSearchRequest.Kind;
import io.fakeredis.core.command.GeoSearchRequest.Order;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Looking for places around a place. */
final class GeoSearchCommands implements CommandFamily {
  private static final Set<Flag> READS = flags(READONLY);
  private static final Set<Flag> MAY_STORE = flags(WRITE, DENYOOM, MOVABLEKEYS);
  private static final Set<Flag> STORES = flags(WRITE, DENYOOM);
  private static final Keys SOURCE_AND_STORE = found(1, 1, 1, GeoSearchCommands::sourceAndStore);

  /** Up to 6.0 nothing else is looked at if there is no key. */
  private static final Feature CHECKS_FIRST = Feature.since("GEORADIUS.checks-first", "6.2");

  private static final Comparator<Found> BY_DISTANCE = Comparator.comparingDouble(Found::distance);

  @Override
  public String group() {
    return "geo";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command(
            "GEORADIUS",
            "3.2",
            -6,
            SOURCE_AND_STORE,
            MAY_STORE,
            call -> search(call, 1, Kind.RADIUS, GeoSearchRequest::parseAround)),
        command(
            "GEORADIUSBYMEMBER",
            "3.2",
            -5,
            SOURCE_AND_STORE,
            MAY_STORE,
            call -> search(call, 1, Kind.RADIUS, GeoSearchRequest::parseAroundMember)),
        command(
            "GEORADIUSBYMEMBER_RO",
            "3.2.10",
            -5,
            key(1),
            READS,
            call -> search(call, 1, Kind.RADIUS_RO, GeoSearchRequest::parseAroundMember)),
        command(
            "GEORADIUS_RO",
            "3.2.10",
            -6,
            key(1),
            READS,
            call -> search(call, 1, Kind.RADIUS_RO, GeoSearchRequest::parseAround)),
        command(
            "GEOSEARCH",
            "6.2",
            -7,
            key(1),
            READS,
            call -> search(call, 1, Kind.SEARCH, GeoSearchRequest::parseSearch)),
        command(
            "GEOSEARCHSTORE",
            "6.2",
            -8,
            keys(1, 2),
            STORES,
            call -> search(call, 2, Kind.SEARCH_STORE, GeoSearchRequest::parseSearch)));
  }

  /** Reads the words of a call into a new request. */
  @FunctionalInterface
  private interface Parser {
    GeoSearchRequest parse(GeoSearchRequest request);
  }

  private static List<Integer> sourceAndStore(Args args) {
    int store = 0;
    for (int i = 5; i + 1 < args.count(); i++) {
      if (args.is(i, "STORE") || args.is(i, "STOREDIST")) {
        store = ++i;
      }
    }
    return store == 0 ? List.of(1) : List.of(1, store);
  }

  private static Reply search(Call call, int source, Kind kind, Parser parser) {
    SortedSetValue set = call.db().find(call.args().bytes(source), SortedSetValue.TYPE);
    if (set == null && !call.has(CHECKS_FIRST)) {
      return Reply.EMPTY_ARRAY;
    }
    GeoSearchRequest request = parser.parse(new GeoSearchRequest(call, kind, set));
    List<Found> found = set == null ? List.of() : find(call, set, request);
    Bytes destination = request.destination();
    return destination == null
        ? show(call, request, found)
        : store(call, request, destination, found, kind);
  }

  private static List<Found> find(Call call, SortedSetValue set, GeoSearchRequest request) {
    List<Found> found = GeoSearch.find(set, request.shape(), request.enough(), call.profile());
    if (request.order() != Order.NONE) {
      boolean nearest = request.order() == Order.NEAREST_FIRST;
      found.sort(nearest ? BY_DISTANCE : BY_DISTANCE.reversed());
    }
    long wanted = request.count() == 0 ? found.size() : Math.min(request.count(), found.size());
    return found.subList(0, (int) wanted);
  }

  private static Reply show(Call call, GeoSearchRequest request, List<Found> found) {
    List<Reply> replies = new ArrayList<>(found.size());
    for (Found one : found) {
      Reply name = Reply.bulk(one.name());
      List<Reply> details = details(call, request, one);
      if (!details.isEmpty()) {
        details.add(0, name);
      }
      replies.add(details.isEmpty() ? name : Reply.array(details));
    }
    return Reply.array(replies);
  }

  private static List<Reply> details(Call call, GeoSearchRequest request, Found found) {
    List<Reply> details = new ArrayList<>(4);
    if (request.withDistance()) {
      details.add(GeoReplies.distance(call, request.unit().ofMetres(found.distance())));
    }
    if (request.withHash()) {
      details.add(Reply.integer((long) found.score()));
    }
    if (request.withPlace()) {
      details.add(GeoReplies.place(call, found.place()));
    }
    return details;
  }

  private static Reply store(
      Call call, GeoSearchRequest request, Bytes destination, List<Found> found, Kind kind) {
    if (found.isEmpty()) {
      call.db().remove(destination, "del");
      return Reply.ZERO;
    }
    SortedSetValue stored = SortedSetValue.unsettled(call.settings());
    for (Found one : found) {
      double score =
          request.storesDistance() ? request.unit().ofMetres(one.distance()) : one.score();
      stored.put(one.name(), score, call.settings());
    }
    String event = kind == Kind.SEARCH_STORE ? "geosearchstore" : "georadiusstore";
    call.db().put(destination, SortedSetValue.TYPE, stored.settle(call.settings()), event);
    call.db().countChanges(found.size() - 1);
    return Reply.integer(found.size());
  }
}
