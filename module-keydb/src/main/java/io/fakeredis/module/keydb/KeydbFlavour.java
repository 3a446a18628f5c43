package io.fakeredis.module.keydb;

import static io.fakeredis.api.Profile.never;
import static io.fakeredis.api.Profile.since;

import io.fakeredis.api.Flavour;
import io.fakeredis.api.Profile;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** KeyDB 6.3, with the patch level that its facts were read off. */
final class KeydbFlavour implements Flavour {
  static final String NAME = "keydb";

  private static final Profile PROFILE =
      Profile.of(NAME, "6.3.4")
          .grownFrom("6.2.6")
          .amend(
              never(
                  "LOLWUT",
                  "GEOSEARCH.covers-bounds",
                  "CLIENT REPLY.unsilenced-pushes",
                  "PUSH.invalidations-after-reply",
                  "ACL.cuts-off-listeners",
                  "LUA.readonly-tables"))
          .amend(since("6.3", "EVAL.global-functions"))
          .scriptTable(NAME);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Profile> profiles() {
    return List.of(PROFILE);
  }

  @Override
  public @Nullable InputStream facts(Profile profile) {
    return KeydbFlavour.class.getResourceAsStream("keydb-6.3.facts");
  }
}
