package io.fakeredis.module.keydb;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import io.fakeredis.api.ValueType;
import java.util.List;

/** KeyDB, which grew from Redis 6.2: its version and what only it has. */
public final class KeydbPlugin implements Plugin {

  @Override
  public String name() {
    return KeydbFlavour.NAME;
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.flavour().equals(KeydbFlavour.NAME);
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(
        new ConnectionCommands(),
        new CronCommands(),
        new KeyCommands(),
        new MemberExpiryCommands(),
        new HashCommands(),
        new NestedHashCommands());
  }

  @Override
  public List<ValueType<?>> valueTypes() {
    return List.of(CronJob.TYPE, NestedHash.TYPE);
  }

  @Override
  public List<Parameter> parameters() {
    return KeydbParameters.rows();
  }

  @Override
  public List<Flavour> flavours() {
    return List.of(new KeydbFlavour());
  }
}
