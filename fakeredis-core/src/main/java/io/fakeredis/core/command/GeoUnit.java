package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import java.util.Locale;

/** The units in which distances are given. */
enum GeoUnit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  /** Before 7.0 units had to be written in lower case. */
  private static final Feature ANY_CASE = Feature.since("GEODIST.units-in-any-case", "7.0");

  private final double metres;

  GeoUnit(double metres) {
    this.metres = metres;
  }

  static GeoUnit parse(Call call, Bytes word) {
    for (GeoUnit unit : values()) {
      String lower = unit.name().toLowerCase(Locale.ROOT);
      if (call.has(ANY_CASE) ? word.is(lower) : word.latin().equals(lower)) {
        return unit;
      }
    }
    String known = call.has(ANY_CASE) ? "M, KM, FT, MI" : "m, km, ft, mi";
    throw Errors.error("ERR unsupported unit provided. please use " + known);
  }

  double toMetres(double distance) {
    return distance * metres;
  }

  double ofMetres(double distance) {
    return distance / metres;
  }
}
