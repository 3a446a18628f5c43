package io.fakeredis.core.acl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.fakeredis.api.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A file of users: a line each, as ACL LIST shows them. */
final class AclFile {
  /** Whether nobody may be told of twice, be it in a file of users or in redis.conf. */
  static final Feature UNIQUE = Feature.since("ACL.unique-users-in-files", "6.2");

  /** Since 7.0 the rule with a command that does not exist is named. */
  private static final Feature NAMES_RULE = Feature.since("ACL.file-errors-name-rule", "7.0");

  private final String name;
  private final Path path;
  private final Commands known;
  private final UserRules rules;
  private final Function<String, AclUser> maker;
  private final Map<String, AclUser> users = new TreeMap<>();
  private final StringBuilder errors = new StringBuilder();

  /** A file that is called by that name in errors, with users that are made in that way. */
  AclFile(
      String name, Path path, Commands known, UserRules rules, Function<String, AclUser> maker) {
    this.name = name;
    this.path = path;
    this.known = known;
    this.rules = rules;
    this.maker = maker;
  }

  /**
   * The users of the file.
   *
   * @throws IllegalArgumentException with the real server's message if there is something wrong
   */
  Map<String, AclUser> read() {
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        readUser(List.of(line.split(" ", -1)), i + 1);
      }
    }
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(
          errors
              + "WARNING: ACL errors detected, no change to the previously active ACL rules was"
              + " performed");
    }
    return users;
  }

  private List<String> lines() {
    try {
      return List.of(Files.readString(path, ISO_8859_1).split("\n"));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "Error loading ACLs, opening file '" + name + "': No such file or directory", e);
    }
  }

  private void readUser(List<String> words, int number) {
    if (!words.get(0).equals("user") || words.size() < 2) {
      errors.append(name).append(':').append(number);
      errors.append(" should start with user keyword followed by the username. ");
      return;
    }
    String user = words.get(1);
    if (users.containsKey(user) && known.has(UNIQUE)) {
      errors.append("WARNING: Duplicate user '").append(user);
      errors.append("' found on line ").append(number).append(". ");
      return;
    }
    List<String> trimmed = words.subList(2, words.size()).stream().map(String::strip).toList();
    try {
      AclUser made = users.computeIfAbsent(user, maker).copy();
      rules.apply(made, trimmed);
      users.put(user, made);
    } catch (RuleException e) {
      addError(number, reason(e));
    } catch (UnmatchedParenthesisException e) {
      addError(number, "Unmatched parenthesis in selector definition");
    }
  }

  private String reason(RuleException error) {
    return error.isUnknownCommand() && known.has(NAMES_RULE)
        ? "Error in applying operation '" + error.rule() + "': " + error.reason()
        : error.reason();
  }

  private void addError(int number, String reason) {
    errors.append(name).append(':').append(number).append(": ").append(reason).append(". ");
  }

  /** Writes users into the file, in place of the one before. */
  void write(List<String> lines) throws IOException {
    Path written = path.resolveSibling(path.getFileName() + ".tmp");
    Files.write(written, lines, ISO_8859_1);
    Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
