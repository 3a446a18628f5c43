package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.engine.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users of a server. */
public final class Users {
  private static final String DEFAULT = "default";
  private static final List<String> UNLIMITED = List.of("+@all", "~*", "on", "nopass");

  private final Engine engine;
  private final UserRules rules;
  private final Map<String, AclUser> byName = new TreeMap<>();
  private final AclUser defaultUser;

  private Users(Engine engine) {
    this.engine = engine;
    this.rules = new UserRules(engine);
    this.defaultUser = rules.newUser(DEFAULT);
    byName.put(DEFAULT, defaultUser);
    defaultUser.become(unlimited());
    if (!requiredPassword().isEmpty()) {
      requirePassword();
    }
    engine.configuration().onChange("requirepass", this::requirePassword);
    addAllConfigured(engine.configuration().users());
    if (hasFile()) {
      load();
    }
  }

  /** Those of a server. */
  public static Users of(Engine engine) {
    return engine.part(Users.class, Users::new);
  }

  private AclUser unlimited() {
    AclUser user = rules.newUser(DEFAULT);
    changeQuietly(user, UNLIMITED);
    user.root().resetChannels(true);
    return user;
  }

  private String requiredPassword() {
    return engine.settings().text("requirepass");
  }

  /** The parameter sets the default user's only password, or takes all of them away. */
  private void requirePassword() {
    String password = requiredPassword();
    changeQuietly(
        defaultUser,
        password.isEmpty() ? List.of("resetpass", "nopass") : List.of("resetpass", ">" + password));
  }

  private void changeQuietly(AclUser user, List<String> known) {
    try {
      AclUser changed = user.copy();
      rules.apply(changed, known);
      user.become(changed);
    } catch (RuleException | UnmatchedParenthesisException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines of redis.conf. */
  private void addAllConfigured(List<List<String>> lines) {
    Set<String> names = new HashSet<>();
    for (List<String> words : lines) {
      if (!names.add(words.get(0)) && engine.profile().has(AclFile.UNIQUE)) {
        throw new IllegalArgumentException(
            "Error in user declaration '"
                + words.get(0)
                + "': Duplicate user found. A user can only be defined once in config files");
      }
      addConfigured(words);
    }
  }

  private void addConfigured(List<String> words) {
    String name = words.get(0);
    try {
      if (name.equals(DEFAULT)) {
        changeQuietly(defaultUser, List.of("reset"));
      }
      add(byName, words);
    } catch (RuleException e) {
      throw new IllegalArgumentException(
          "Error in user declaration '" + e.rule() + "': " + e.reason(), e);
    } catch (UnmatchedParenthesisException e) {
      throw new IllegalArgumentException(
          "Unmatched parenthesis in selector definition '" + e.word() + "'", e);
    }
  }

  private void add(Map<String, AclUser> users, List<String> words)
      throws RuleException, UnmatchedParenthesisException {
    AclUser user = users.computeIfAbsent(words.get(0), rules::newUser);
    AclUser changed = user.copy();
    rules.apply(changed, words.subList(1, words.size()));
    user.become(changed);
  }

  /** Whom clients are that have not said who they are. */
  public AclUser defaultUser() {
    return defaultUser;
  }

  public @Nullable AclUser find(String name) {
    return byName.get(name);
  }

  /** All users, in the order of their names. */
  public Collection<AclUser> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** What somebody would be after rules were applied: an existing user or a new one. */
  public AclUser plan(String name, List<String> words)
      throws RuleException, UnmatchedParenthesisException {
    AclUser user = byName.get(name);
    AclUser planned = user == null ? rules.newUser(name) : user.copy();
    rules.apply(planned, words);
    return planned;
  }

  /** Makes a plan true. */
  public void carryOut(AclUser plan) {
    byName.computeIfAbsent(plan.name(), rules::newUser).become(plan);
  }

  /** Removes a user, who must be nobody's any more; the default user stays. */
  public boolean remove(AclUser user) {
    return byName.remove(user.name()) != null;
  }

  /**
   * Makes a client that user, if the password fits; or else takes the attempt down.
   *
   * @param command as which the client has tried
   */
  public boolean logIn(Session session, String name, Bytes password, String command) {
    AclUser user = byName.get(name);
    if (user == null || !user.accepts(password)) {
      AclLog.of(engine).addLogin(session, command, name);
      return false;
    }
    session.user(user);
    session.authenticated(true);
    return true;
  }

  /** Makes a client the first user among those names who may come in, if there is one. */
  public void recognize(Session session, List<String> names) {
    for (String name : names) {
      AclUser user = byName.get(name);
      if (user != null && user.isEnabled()) {
        session.user(user);
        session.authenticated(true);
        return;
      }
    }
    if (!names.isEmpty()) {
      AclLog.of(engine).addCertificate(session, names.get(names.size() - 1));
    }
  }

  private boolean hasFile() {
    return !engine.settings().text("aclfile").isEmpty();
  }

  private AclFile file() {
    String name = engine.settings().text("aclfile");
    return new AclFile(
        name, engine.configuration().pathOf(name), Commands.of(engine), rules, rules::newUser);
  }

  /**
   * Takes the users from the file, in place of all others. Clients keep the users that they are.
   *
   * @throws IllegalArgumentException with the real server's message if there is something wrong
   */
  public void load() {
    Map<String, AclUser> loaded = file().read();
    byName.keySet().retainAll(loaded.keySet());
    byName.put(DEFAULT, defaultUser);
    if (!loaded.containsKey(DEFAULT)) {
      defaultUser.become(unlimited());
    }
    loaded.forEach((name, user) -> byName.computeIfAbsent(name, rules::newUser).become(user));
  }

  /** Writes the users into the file. */
  public void save() throws IOException {
    file().write(lines());
  }

  /** The users as CONFIG REWRITE writes them; none if they have a file of their own. */
  public List<String> configuredLines() {
    return hasFile() ? List.of() : all().stream().map(AclUser::text).toList();
  }

  /** The users as lines of rules. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    all().forEach(user -> lines.add("user " + user.text()));
    return lines;
  }
}
