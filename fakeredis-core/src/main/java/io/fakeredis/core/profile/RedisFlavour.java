package io.fakeredis.core.profile;

import io.fakeredis.api.Flavour;
import io.fakeredis.api.Profile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Redis 6.0 to 8.10, each with the patch level that its facts were read off. */
public final class RedisFlavour implements Flavour {
  private static final List<Profile> PROFILES =
      profiles(
          "6.0.16", "6.2.16", "7.0.15", "7.2.6", "7.4.1", "8.0.6", "8.2.3", "8.4.0", "8.6.3",
          "8.8.0", "8.10.0");

  private static List<Profile> profiles(String... versions) {
    List<Profile> profiles = new ArrayList<>();
    for (String version : versions) {
      profiles.add(Profile.of("redis", version));
    }
    return Collections.unmodifiableList(profiles);
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<Profile> profiles() {
    return PROFILES;
  }

  @Override
  public @Nullable InputStream facts(Profile profile) {
    String version = profile.version().part(0) + "." + profile.version().part(1);
    return RedisFlavour.class.getResourceAsStream("redis-" + version + ".facts");
  }
}
