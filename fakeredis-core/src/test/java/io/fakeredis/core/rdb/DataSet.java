package io.fakeredis.core.rdb;

import static java.util.Objects.requireNonNull;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Database;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Settings;
import io.fakeredis.core.config.Configuration;
import io.fakeredis.core.config.ParameterTable;
import io.fakeredis.core.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The databases of a server without the server. */
final class DataSet {
  static final long NOW = 1_800_000_000_000L;
  private static final int DATABASES = 16;

  private final Settings settings;
  private final Keyspace keyspace;
  private List<Bytes> libraries = List.of();

  DataSet(Profile profile) {
    settings = new Configuration(ParameterTable.of(profile, List.of()));
    keyspace = new Keyspace(DATABASES, settings, new SilentBooks(), new SplittableRandom(1));
    keyspace.moveTo(NOW);
  }

  /** {@code redis:7.0} or another flavour's version, grown from Redis 7.2. */
  static Profile profile(String name) {
    String[] parts = name.split("-", 2);
    Profile profile = Profile.of(parts[0], parts[1]);
    return parts[0].equals("redis") ? profile : profile.grownFrom("7.2.4");
  }

  Settings settings() {
    return settings;
  }

  Database database(int index) {
    return keyspace.database(index);
  }

  List<Bytes> libraries() {
    return libraries;
  }

  void load(byte[] file) {
    RdbContents contents = new RdbFile(settings, List.of()).read(file);
    libraries = contents.libraries();
    contents.putInto(keyspace::database, NOW);
  }

  byte[] save() {
    return new RdbFile(settings, List.of()).write(databases(), libraries, NOW);
  }

  private List<Database> databases() {
    List<Database> databases = new ArrayList<>();
    for (int i = 0; i < DATABASES; i++) {
      databases.add(keyspace.database(i));
    }
    return databases;
  }

  /** The digests of the keys of the first database, and that of everything under {@code *}. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    Database db = keyspace.database(0);
    db.forEach(
        key ->
            digests.put(
                key.toString(),
                Digest.ofValue(requireNonNull(db.stored(key)), settings.profile())));
    digests.put("*", Digest.ofAll(databases(), settings.profile()));
    return digests;
  }
}
