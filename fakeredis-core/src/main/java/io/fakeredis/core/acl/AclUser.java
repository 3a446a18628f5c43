package io.fakeredis.core.acl;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.core.engine.CommandTable.Row;
import io.fakeredis.core.engine.Session;
import io.fakeredis.core.engine.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A user with its passwords and rights. */
public final class AclUser implements User {
  private final String name;
  private final Set<String> passwords = new LinkedHashSet<>();
  private final List<Selector> selectors = new ArrayList<>();
  private Selector root;
  private boolean enabled;
  private boolean withoutPassword;
  private String sanitizing = "";

  /** Whether no call needs a look at the rules. */
  private boolean unlimited;

  AclUser(String name, Selector root) {
    this.name = name;
    this.root = root;
  }

  /** One of the same name with the same rights, to try rules on. */
  public AclUser copy() {
    AclUser copy = new AclUser(name, root);
    copy.become(this);
    return copy;
  }

  /** Takes over what another user of the name has. */
  void become(AclUser other) {
    Selector newRoot = new Selector(other.root);
    List<Selector> newSelectors = new ArrayList<>();
    for (Selector selector : other.selectors) {
      newSelectors.add(new Selector(selector));
    }
    Set<String> newPasswords = new LinkedHashSet<>(other.passwords);
    root = newRoot;
    selectors.clear();
    selectors.addAll(newSelectors);
    passwords.clear();
    passwords.addAll(newPasswords);
    enabled = other.enabled;
    withoutPassword = other.withoutPassword;
    sanitizing = other.sanitizing;
    unlimited = false;
    for (Selector selector : all()) {
      unlimited |= selector.isUnlimited();
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isOpen() {
    return enabled && withoutPassword;
  }

  boolean isEnabled() {
    return enabled;
  }

  void enable(boolean on) {
    enabled = on;
  }

  @Override
  public boolean isWithoutPassword() {
    return withoutPassword;
  }

  /** Forgets all passwords; from now on every one fits, or none. */
  void resetPasswords(boolean every) {
    passwords.clear();
    withoutPassword = every;
  }

  void addPassword(String hash) {
    passwords.add(hash);
    withoutPassword = false;
  }

  boolean removePassword(String hash) {
    return passwords.remove(hash);
  }

  /** The hashes of the passwords. */
  public Set<String> passwords() {
    return passwords;
  }

  boolean accepts(Bytes password) {
    return enabled && (withoutPassword || passwords.contains(Passwords.hash(password)));
  }

  /** Whether the payloads of RESTORE are checked: the word that says so, or nothing. */
  void sanitizing(String word) {
    sanitizing = word;
  }

  String sanitizing() {
    return sanitizing;
  }

  Selector root() {
    return root;
  }

  /** The selectors beside the root, in the order in which they were given. */
  List<Selector> selectors() {
    return selectors;
  }

  private List<Selector> all() {
    List<Selector> all = new ArrayList<>();
    all.add(root);
    all.addAll(selectors);
    return all;
  }

  @Override
  public void check(Session session, Row row, Args args) {
    if (!unlimited) {
      Denial denial = deny(new CallTargets(session, row, args));
      if (denial != null) {
        throw Refusal.error(session, row, args, denial);
      }
    }
  }

  @Override
  public boolean mayCall(Session session, Row row, Args args) {
    return unlimited || deny(new CallTargets(session, row, args)) == null;
  }

  @Override
  public boolean mayReadAnyKey(Session session, Row row, Args args) {
    CallTargets call = new CallTargets(session, row, args);
    return unlimited || all().stream().anyMatch(selector -> selector.allowsReadingAnyKey(call));
  }

  @Override
  public boolean mayRead(Bytes key) {
    return unlimited || all().stream().anyMatch(selector -> selector.allowsReading(key));
  }

  /** What ACL DRYRUN says of a call that would be refused; null if it would pass. */
  public @Nullable String refusal(Session session, Row row, Args args) {
    Denial denial = unlimited ? null : deny(new CallTargets(session, row, args));
    return denial == null ? null : Refusal.inDetail(session.engine(), this, row, args, denial);
  }

  /** Why a call is refused: what the selector says that came closest to letting it pass. */
  @Nullable Denial deny(CallTargets call) {
    Denial told = null;
    for (Selector selector : all()) {
      Denial denial = selector.check(call);
      if (denial == null) {
        return null;
      }
      if (denial.isMoreTelling(told)) {
        told = denial;
      }
    }
    return told;
  }

  /** Whether the user may listen at a channel, or at a pattern of channels. */
  public boolean mayListen(Bytes channel, boolean isPattern) {
    return all().stream().anyMatch(selector -> selector.allowsChannel(channel, isPattern));
  }

  /** Whether there are channels that the user may listen at now, and no more as another. */
  public boolean losesChannels(AclUser next) {
    Set<String> rules = next.channelRules();
    return !rules.contains("&*") && !rules.containsAll(channelRules());
  }

  private Set<String> channelRules() {
    Set<String> rules = new LinkedHashSet<>();
    all().forEach(selector -> rules.addAll(selector.channelRules()));
    return rules;
  }

  /** The name and the rules that make the user, as ACL LIST shows them. */
  public String text() {
    StringBuilder text = new StringBuilder(name).append(enabled ? " on" : " off");
    if (withoutPassword) {
      text.append(" nopass");
    }
    if (!sanitizing.isEmpty()) {
      text.append(' ').append(sanitizing);
    }
    passwords.forEach(hash -> text.append(" #").append(hash));
    text.append(' ').append(root.text());
    selectors.forEach(selector -> text.append(" (").append(selector.text()).append(')'));
    return text.toString();
  }

  public static boolean isUnfitName(String name) {
    return hasSpaces(name);
  }

  /** Whether there is a space or a zero byte in a name or a pattern. */
  static boolean hasSpaces(String text) {
    return text.chars().anyMatch(c -> c == 0 || c == ' ' || (c >= '\t' && c <= '\r'));
  }
}
