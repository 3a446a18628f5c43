package io.fakeredis.core.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.CommandException;
import io.fakeredis.api.Database;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.keyspace.Keyspace;
import io.fakeredis.core.rdb.RdbContents;
import io.fakeredis.core.rdb.RdbException;
import io.fakeredis.core.rdb.RdbFile;
import io.fakeredis.core.script.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the data set into RDB files, and reads it from there. */
public final class Persistence {
  /** Since 7.0 what is appended to is a folder of files with a manifest. */
  private static final Feature MULTI_PART = Feature.since("AOF.multi-part", "7.0");

  private final Engine engine;
  private long savedAt;
  private long changesAtSave;
  private long saves;
  private long rewrites;
  private long loadedKeys;
  private boolean scheduled;
  private boolean succeeded = true;
  private byte @Nullable [] image;

  private Persistence(Engine engine) {
    this.engine = engine;
    this.savedAt = engine.time().millis();
  }

  public static Persistence of(Engine engine) {
    return engine.part(Persistence.class, Persistence::new);
  }

  /** The file that the configuration names. */
  public Path file() {
    return engine.configuration().pathOf(engine.settings().text("dbfilename"));
  }

  /**
   * Writes the configured file, in place of the one before.
   *
   * @throws IOException if that fails; the old file is then as it was
   */
  public void save() throws IOException {
    succeeded = false;
    replace(file(), bytes());
    image = null;
    succeeded = true;
    savedAt = engine.time().millis();
    changesAtSave = engine.keyspace().changes();
    saves++;
  }

  /** Says that a {@link #saveIfScheduled} is to save. */
  void schedule() {
    scheduled = true;
  }

  /** Saves unless that was called off since. */
  void saveIfScheduled() throws IOException {
    if (unschedule()) {
      save();
    }
  }

  /** Calls off what was scheduled; whether anything was. */
  boolean unschedule() {
    boolean was = scheduled;
    scheduled = false;
    return was;
  }

  /** Only those that somebody has asked for: a test wants no files that it has not asked for. */
  boolean hasSavePoints() {
    return engine.configuration().isGiven("save") && !engine.settings().text("save").isEmpty();
  }

  private void replace(Path target, byte[] content) throws IOException {
    String unique = ProcessHandle.current().pid() + "-" + System.identityHashCode(this);
    Path written = target.resolveSibling("temp-" + unique + ".rdb");
    Files.write(written, content);
    Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Writes the data set where a server with {@code appendonly yes} looks for it when it starts.
   *
   * @throws IOException if that fails
   */
  public void rewriteAppendOnlyFile() throws IOException {
    rewrites++;
    Path base = appendOnlyFile();
    if (engine.profile().has(MULTI_PART)) {
      String name = engine.settings().text("appendfilename");
      Files.createDirectories(base.getParent());
      String manifest = "file " + base.getFileName() + " seq 1 type b\n";
      replace(base.resolveSibling(name + ".manifest"), manifest.getBytes(ISO_8859_1));
    }
    replace(base, bytes());
  }

  private Path appendOnlyFile() {
    Settings settings = engine.settings();
    String name = settings.text("appendfilename");
    boolean multiPart = engine.profile().has(MULTI_PART);
    return engine
        .configuration()
        .pathOf(multiPart ? settings.text("appenddirname") + "/" + name + ".1.base.rdb" : name);
  }

  /**
   * What a server would read from the file to which it appends. It has every change, but for a
   * server that does not append: then it has what the last rewrite found.
   */
  byte[] appended() throws IOException {
    boolean appends = engine.settings().enabled("appendonly");
    return appends ? bytes() : Files.readAllBytes(appendOnlyFile());
  }

  /** The data set as an RDB file. */
  public byte[] bytes() {
    return rdb().write(databases(), Functions.of(engine).codes(), engine.keyspace().now());
  }

  /** The function libraries alone as an RDB file. */
  byte[] functions() {
    return rdb().write(List.of(), Functions.of(engine).codes(), engine.keyspace().now());
  }

  private RdbFile rdb() {
    return new RdbFile(engine.settings(), engine.valueTypes());
  }

  private List<Database> databases() {
    Keyspace keyspace = engine.keyspace();
    List<Database> databases = new ArrayList<>();
    for (int i = 0; i < keyspace.count(); i++) {
      databases.add(keyspace.database(i));
    }
    return databases;
  }

  /**
   * Adds what an RDB file holds to the data set, without events.
   *
   * @throws RdbException if it is no such file, or damaged
   */
  public void load(byte[] rdb) {
    load(rdb().read(rdb));
  }

  private void load(RdbContents contents) {
    Keyspace keyspace = engine.keyspace();
    put(contents);
    Functions.of(engine).replaceBy(contents.libraries());
    loadedKeys = contents.keys().size();
    changesAtSave = keyspace.changes();
  }

  /**
   * Replaces the data set by what an RDB file holds.
   *
   * @throws RdbException if it is no such file, or damaged; the data set is then as it was
   */
  public void replaceBy(byte[] rdb) {
    RdbContents contents = rdb().read(rdb);
    engine.keyspace().flushAll();
    load(contents);
  }

  /**
   * Adds what an RDB file holds to the data set.
   *
   * @param replaces whether it takes the places of keys and libraries that are there
   * @throws RdbException if it is no such file, or damaged
   * @throws CommandException if it has what is there and may not replace it
   */
  void merge(byte[] rdb, boolean replaces) {
    RdbContents contents = rdb().read(rdb);
    if (!replaces && contents.keys().stream().anyMatch(this::isThere)) {
      throw Errors.error("ERR the RDB file has keys that are there");
    }
    Functions.of(engine).add(contents.libraries(), replaces);
    put(contents);
  }

  private void put(RdbContents contents) {
    Keyspace keyspace = engine.keyspace();
    contents.putInto(keyspace::database, keyspace.now());
    contents.keys().forEach(key -> engine.loaded(key.database(), key.key()));
  }

  private boolean isThere(RdbContents.StoredKey key) {
    return engine.keyspace().database(key.database()).stored(key.key()) != null;
  }

  /** The data set as DEBUG RELOAD last took it, or else the file's. */
  byte[] lastImage() throws IOException {
    byte[] last = image;
    return last == null ? Files.readAllBytes(file()) : last;
  }

  /**
   * The data set as a file that is kept in memory: a test wants no files that it did not ask for.
   */
  byte[] takeImage() {
    byte[] taken = bytes();
    image = taken;
    return taken;
  }

  /** When the data set was last written, or the server started: seconds since 1970. */
  long savedAt() {
    return Math.floorDiv(savedAt, 1000);
  }

  long changesSinceSave() {
    return engine.keyspace().changes() - changesAtSave;
  }

  long saves() {
    return saves;
  }

  /** How often the file to which a server appends was written anew. */
  long rewrites() {
    return rewrites;
  }

  long loadedKeys() {
    return loadedKeys;
  }

  /** Whether the last attempt to write the data set succeeded, if there was one. */
  boolean hasSucceeded() {
    return succeeded;
  }
}
