package io.fakeredis.core.command;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;

/** The units in which distances are given. */
enum GeoUnit {
  M(1),
  KM(1000),
  FT(0.3048),
  MI(1609.34);

  private static final Feature CAPITALS = Feature.since("GEODIST.units-in-capitals", "7.0");

  private final double metres;

  GeoUnit(double metres) {
    this.metres = metres;
  }

  static GeoUnit parse(Call call, Bytes word) {
    for (GeoUnit unit : values()) {
      if (word.is(unit.name())) {
        return unit;
      }
    }
    String known = call.has(CAPITALS) ? "M, KM, FT, MI" : "m, km, ft, mi";
    throw Errors.error("ERR unsupported unit provided. please use " + known);
  }

  double toMetres(double distance) {
    return distance * metres;
  }

  double ofMetres(double distance) {
    return distance / metres;
  }
}
