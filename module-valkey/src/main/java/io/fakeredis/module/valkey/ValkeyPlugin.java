package io.fakeredis.module.valkey;

import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Flavour;
import io.fakeredis.api.Parameter;
import io.fakeredis.api.Plugin;
import io.fakeredis.api.Profile;
import java.util.List;

/** Valkey, which grew from Redis 7.2.4: its versions and what only they have. */
public final class ValkeyPlugin implements Plugin {

  @Override
  public String name() {
    return ValkeyFlavour.NAME;
  }

  @Override
  public boolean supports(Profile profile) {
    return profile.flavour().equals(ValkeyFlavour.NAME);
  }

  @Override
  public List<CommandFamily> families() {
    return List.of(new StringCommands());
  }

  @Override
  public List<Parameter> parameters() {
    return ValkeyParameters.rows();
  }

  @Override
  public List<Flavour> flavours() {
    return List.of(new ValkeyFlavour());
  }
}
