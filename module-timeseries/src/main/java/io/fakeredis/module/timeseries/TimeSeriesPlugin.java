package io.fakeredis.module.timeseries;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Feature;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.KeyspaceListener;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RedisTimeSeries as it goes with the server: 1.10 up to Redis 7.2, 1.12 with 7.4, and the one that
 * is in the server since 8.0. Other flavours have none.
 */
public final class TimeSeriesPlugin implements IndexedPlugin {
  private static final List<ModuleInfo.Release> RELEASES =
      ModuleInfo.inRedis(
          "TIMESERIES",
          "timeseries",
          "",
          new ModuleInfo.Release(
              Feature.since("TIMESERIES.1_12", "7.4"), new ModuleInfo("timeseries", 11203)),
          new ModuleInfo.Release(
              Feature.since("TIMESERIES.1_10", Feature.ALWAYS),
              new ModuleInfo("timeseries", 11020)));

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
    return ModuleInfo.of(profile, RELEASES);
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new WritingCommands(),
        new ReadingCommands(),
        new QueryCommands(),
        new RuleCommands(),
        new JoiningCommands(),
        new AwaitingCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return switch (command) {
      case "TS.ADD", "TS.ALTER", "TS.CREATE", "TS.DECRBY", "TS.DEL", "TS.INCRBY", "TS.MADD" ->
          new WritingCommands();
      case "TS.GET", "TS.INFO", "TS.RANGE", "TS.REVRANGE" -> new ReadingCommands();
      case "TS.MGET", "TS.MRANGE", "TS.MREVRANGE", "TS.QUERYINDEX", "TS.QUERYLABELS" ->
          new QueryCommands();
      case "TS.CREATERULE", "TS.DELETERULE" -> new RuleCommands();
      case "TS.NRANGE", "TS.NREVRANGE" -> new JoiningCommands();
      case "TS.READ" -> new AwaitingCommands();
      default -> null;
    };
  }

  @Override
  public @Nullable String parameterOf(String argument) {
    return Defaults.parameterOf(argument);
  }

  @Override
  public List<Parameter> parameters() {
    return Defaults.PARAMETERS;
  }

  @Override
  public List<KeyspaceListener.Kind<?>> listeners() {
    return List.of(LabelIndex.KIND);
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(SeriesType.TYPE);
  }
}
