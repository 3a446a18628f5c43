package io.fakeredis.core.command;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.CommandException;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.core.value.GeoPoint;
import io.fakeredis.core.value.GeoShape;
import io.fakeredis.core.value.SortedSetValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What GEOSEARCH, GEORADIUS and their variants ask for. */
final class GeoSearchRequest {
  private static final Feature ANY = Feature.since("GEORADIUS.ANY", "6.2");
  private static final Feature NAMES_STORE = Feature.since("GEOSEARCHSTORE.error-names-it", "7.0");
  private static final Feature BYPOLYGON = Feature.since("GEOSEARCH.BYPOLYGON", "valkey 9.0");
  private static final Feature NAMES_MEMBER =
      Feature.since("GEORADIUS.error-names-member", "valkey 9.0");
  private static final int FEWEST_VERTICES = 3;
  private static final GeoPoint NOWHERE = new GeoPoint(0, 0);

  /** The command that asks. */
  enum Kind {
    RADIUS(true, false),
    RADIUS_RO(false, false),
    SEARCH(false, false),
    SEARCH_STORE(false, true);

    /** Whether it takes STORE and STOREDIST with a key. */
    private final boolean mayStore;

    private final boolean stores;

    Kind(boolean mayStore, boolean stores) {
      this.mayStore = mayStore;
      this.stores = stores;
    }

    private boolean isSearch() {
      return this == SEARCH || this == SEARCH_STORE;
    }
  }

  /** In which order the members are replied. */
  enum Order {
    NONE,
    NEAREST_FIRST,
    FARTHEST_FIRST
  }

  private final Call call;
  private final Args args;
  private final Kind kind;
  private final @Nullable SortedSetValue set;

  private @Nullable GeoPoint centre;
  private boolean fromMember;
  private boolean byRadius;
  private boolean byBox;
  private List<GeoPoint> vertices = List.of();
  private double width;
  private double height;
  private GeoUnit unit = GeoUnit.M;
  private boolean withDistance;
  private boolean withHash;
  private boolean withPlace;
  private Order order = Order.NONE;
  private long count;
  private boolean any;
  private @Nullable Bytes destination;
  private boolean storesDistance;

  GeoSearchRequest(Call call, Kind kind, @Nullable SortedSetValue set) {
    this.call = call;
    this.args = call.args();
    this.kind = kind;
    this.set = set;
  }

  /** Reads the options of a call of GEOSEARCH or GEOSEARCHSTORE. */
  GeoSearchRequest parseSearch() {
    destination = kind.stores ? args.bytes(1) : null;
    parseOptions(kind.stores ? 3 : 2);
    check();
    return this;
  }

  /** Reads a call of {@code GEORADIUS key longitude latitude radius unit ...}. */
  GeoSearchRequest parseAround() {
    centre = GeoReplies.parse(call, 2);
    parseRadius(4);
    parseOptions(6);
    check();
    return this;
  }

  /** Reads a call of {@code GEORADIUSBYMEMBER key member radius unit ...}. */
  GeoSearchRequest parseAroundMember() {
    if (set != null) {
      centre = placeOf(2);
      parseRadius(3);
    }
    parseOptions(5);
    check();
    return this;
  }

  private void parseOptions(int from) {
    int i = from;
    while (i < args.count()) {
      int words = parseFlag(i) ? 1 : parseOption(i, args.count() - i - 1);
      i += words;
    }
  }

  private boolean parseFlag(int i) {
    if (args.is(i, "WITHDIST")) {
      withDistance = true;
    } else if (args.is(i, "WITHHASH")) {
      withHash = true;
    } else if (args.is(i, "WITHCOORD")) {
      withPlace = true;
    } else if (args.is(i, "ANY") && call.has(ANY)) {
      any = true;
    } else if (args.is(i, "ASC")) {
      order = Order.NEAREST_FIRST;
    } else if (args.is(i, "DESC")) {
      order = Order.FARTHEST_FIRST;
    } else if (args.is(i, "STOREDIST") && kind.stores) {
      storesDistance = true;
    } else {
      return false;
    }
    return true;
  }

  /** How many words the option takes that stands at the index with so many behind it. */
  private int parseOption(int i, int behind) {
    if (args.is(i, "COUNT") && behind > 0) {
      count = args.integer(i + 1);
      if (count <= 0) {
        throw Errors.error("ERR COUNT must be > 0");
      }
      return 2;
    }
    if ((args.is(i, "STORE") || args.is(i, "STOREDIST")) && behind > 0 && kind.mayStore) {
      destination = args.bytes(i + 1);
      storesDistance = args.is(i, "STOREDIST");
      return 2;
    }
    if (kind.isSearch()) {
      return parseClause(i, behind);
    }
    throw Errors.syntax();
  }

  private int parseClause(int i, int behind) {
    if (args.is(i, "BYPOLYGON") && behind > 0 && call.has(BYPOLYGON)) {
      return parsePolygon(i, behind - 1);
    }
    if (!vertices.isEmpty()) {
      throw Errors.syntax();
    }
    if (args.is(i, "FROMMEMBER") && behind > 0 && (centre == null || fromMember)) {
      fromMember = true;
      centre = set == null ? NOWHERE : placeOf(i + 1);
      return 2;
    }
    if (args.is(i, "FROMLONLAT") && behind > 1 && !fromMember) {
      centre = GeoReplies.parse(call, i + 1);
      return 3;
    }
    if (args.is(i, "BYRADIUS") && behind > 1 && !byBox) {
      parseRadius(i + 1);
      return 3;
    }
    if (args.is(i, "BYBOX") && behind > 2 && !byRadius) {
      parseBox(i + 1);
      return 4;
    }
    throw Errors.syntax();
  }

  /** A polygon says where and how far at once. */
  private int parsePolygon(int i, int behind) {
    if (centre != null || byRadius || byBox) {
      throw Errors.syntax();
    }
    long count = args.integerFrom(Long.MIN_VALUE, i + 1, "ERR invalid number of vertices");
    if (count < FEWEST_VERTICES || count > behind / 2) {
      throw Errors.error("ERR " + args.text(0) + " BYPOLYGON must have at least 3 vertices");
    }
    List<GeoPoint> read = new ArrayList<>();
    for (int vertex = 0; vertex < count; vertex++) {
      read.add(GeoReplies.parse(call, i + 2 + 2 * vertex));
    }
    vertices = read;
    return 2 + 2 * (int) count;
  }

  private GeoPoint placeOf(int member) {
    GeoPoint place = GeoReplies.find(set, args.bytes(member));
    if (place == null) {
      throw Errors.error(
          call.has(NAMES_MEMBER)
              ? "ERR member " + args.text(member) + " does not exist"
              : "ERR could not decode requested zset member");
    }
    return place;
  }

  private void parseRadius(int i) {
    double radius = length(i, "ERR need numeric radius");
    if (radius < 0) {
      throw Errors.error("ERR radius cannot be negative");
    }
    unit = GeoUnit.parse(call, args.bytes(i + 1));
    width = radius;
    byRadius = true;
  }

  private void parseBox(int i) {
    width = length(i, "ERR need numeric width");
    height = length(i + 1, "ERR need numeric height");
    if (width < 0 || height < 0) {
      throw Errors.error("ERR height or width cannot be negative");
    }
    unit = GeoUnit.parse(call, args.bytes(i + 2));
    byBox = true;
  }

  private double length(int i, String message) {
    double length = Doubles.parse(args.bytes(i), call.profile());
    if (Double.isNaN(length)) {
      throw Errors.error(message);
    }
    return length;
  }

  private void check() {
    if (destination != null && (withDistance || withHash || withPlace)) {
      throw incompatible();
    }
    boolean needsClauses = kind.isSearch() && vertices.isEmpty();
    if (needsClauses && centre == null) {
      throw missing("FROMMEMBER or FROMLONLAT");
    }
    if (needsClauses && !byRadius && !byBox) {
      throw missing(call.has(BYPOLYGON) ? "BYRADIUS, BYBOX and BYPOLYGON" : "BYRADIUS and BYBOX");
    }
    if (any && count == 0) {
      throw Errors.error("ERR the ANY argument requires COUNT argument");
    }
    if (count > 0 && order == Order.NONE && !any) {
      order = Order.NEAREST_FIRST;
    }
  }

  private CommandException incompatible() {
    boolean named = call.has(NAMES_STORE);
    return Errors.error(
        (named && kind.stores ? "ERR GEOSEARCHSTORE" : "ERR STORE option in GEORADIUS")
            + " is not compatible with WITHDIST, WITHHASH and "
            + (named ? "WITHCOORD options" : "WITHCOORDS options"));
  }

  private CommandException missing(String clauses) {
    return Errors.error("ERR exactly one of " + clauses + " can be specified for " + args.text(0));
  }

  /** Where to look. */
  GeoShape shape() {
    if (!vertices.isEmpty()) {
      return GeoShape.polygon(vertices);
    }
    GeoPoint from = centre == null ? NOWHERE : centre;
    return byBox
        ? GeoShape.box(from, unit.toMetres(width), unit.toMetres(height))
        : GeoShape.circle(from, unit.toMetres(width));
  }

  /** How many members suffice, wherever they are; 0 for all. */
  long enough() {
    return any ? count : 0;
  }

  /** How many members are wanted; 0 for all. */
  long count() {
    return count;
  }

  Order order() {
    return order;
  }

  GeoUnit unit() {
    return unit;
  }

  boolean withDistance() {
    return withDistance;
  }

  boolean withHash() {
    return withHash;
  }

  boolean withPlace() {
    return withPlace;
  }

  /** The key under which the members are to be stored; null if they are to be replied. */
  @Nullable Bytes destination() {
    return destination;
  }

  /** Whether distances are stored as scores rather than places. */
  boolean storesDistance() {
    return storesDistance;
  }
}
