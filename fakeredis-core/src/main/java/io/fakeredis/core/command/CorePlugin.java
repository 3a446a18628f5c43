package io.fakeredis.core.command;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.IndexedPlugin;
import io.fakeredis.api.ValueType;
import io.fakeredis.core.value.VectorSetValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of Redis that touch keys. */
public final class CorePlugin implements IndexedPlugin {
  @Override
  public String name() {
    return "core";
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new StringCommands(),
        new StringExpiryCommands(),
        new KeyCommands(),
        new ListCommands(),
        new ListPopCommands(),
        new ListMoveCommands(),
        new SetCommands(),
        new SetAlgebraCommands(),
        new ExpireCommands(),
        new ScanCommands(),
        new SortCommands(),
        new ObjectCommands(),
        new BitmapCommands(),
        new BitfieldCommands(),
        new HyperLogLogCommands(),
        new LcsCommands(),
        new StringExtraCommands(),
        new BoundedIncrementCommands(),
        new HashCommands(),
        new HashScanCommands(),
        new HashExpiryCommands(),
        new HashExCommands(),
        new SortedSetCommands(),
        new SortedSetRangeCommands(),
        new SortedSetPopCommands(),
        new SortedSetAlgebraCommands(),
        new GeoCommands(),
        new GeoSearchCommands(),
        new ArrayCommands(),
        new ArrayRangeCommands(),
        new ArrayInsertCommands(),
        new StreamCommands(),
        new StreamAddCommands(),
        new StreamProducerCommands(),
        new StreamGroupCommands(),
        new StreamPendingCommands(),
        new StreamClaimCommands(),
        new StreamReadCommands(),
        new StreamInfoCommands(),
        new VectorAddCommands(),
        new VectorRangeCommands(),
        new VectorSearchCommands(),
        new VectorSetCommands());
  }

  @Override
  public @Nullable CommandFamily familyOf(String command) {
    return CommandIndex.familyOf(command);
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(VectorSetValue.TYPE);
  }
}
