package io.fakeredis.module.timeseries;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;

/**
 * RedisTimeSeries as it goes with the server: 1.10 up to Redis 7.2, 1.12 with 7.4, and the one that
 * is in the server since 8.0. Other flavours have none.
 */
public final class TimeSeriesPlugin implements Plugin {
  /** Newest first. */
  private static final List<Release> RELEASES =
      List.of(
          new Release(Feature.since("TIMESERIES.8_6", "8.6"), 80600),
          new Release(Feature.since("TIMESERIES.8_4", "8.4"), 80400),
          new Release(Feature.since("TIMESERIES.8_2", "8.2"), 80200),
          new Release(Feature.since("TIMESERIES.8_0", "8.0"), 80000),
          new Release(Feature.since("TIMESERIES.1_12", "7.4"), 11203),
          new Release(Feature.since("TIMESERIES.1_10", Feature.ALWAYS), 11020));

  /**
   * A version of the module.
   *
   * @param feature which servers it goes with, later versions of them included
   * @param version as MODULE LIST tells it
   */
  private record Release(Feature feature, int version) {}

  @Override
  public String name() {
    return "timeseries";
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.flavour().equals("redis");
  }

  @Override
  public ModuleInfo module(Profile profile) {
    return RELEASES.stream()
        .filter(release -> profile.has(release.feature()))
        .map(release -> new ModuleInfo("timeseries", release.version()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(new WritingCommands(), new ReadingCommands());
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(SeriesType.TYPE);
  }
}
