package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Settings;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.resp.InlineWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Applies rules to a user. */
final class UserRules {
  private static final Feature SANITIZING = Feature.since("ACL.sanitize-payload", "6.2");

  private static final Feature SANITIZED = Feature.since("ACL.sanitized-by-default", "7.2");

  /** Valkey takes the words and no longer heeds them. */
  private static final Feature SANITIZES_ALWAYS =
      Feature.since("ACL.sanitizes-always", "valkey 9.1");

  /** Before 7.2 a selector that is opened within another one takes its place. */
  private static final Feature STAYS_OPEN = Feature.since("ACL.selector-stays-open", "7.2");

  private final Commands known;
  private final Settings settings;
  private final SelectorRules selectorRules;

  UserRules(Engine engine) {
    this.known = Commands.of(engine);
    this.settings = engine.settings();
    this.selectorRules = new SelectorRules(known);
  }

  /** A user without rights. */
  AclUser newUser(String name) {
    AclUser user = new AclUser(name, newSelector());
    if (known.has(SANITIZED)) {
      sanitize(user, "sanitize-payload");
    }
    return user;
  }

  /** A selector that allows nothing yet, but perhaps all channels. */
  Selector newSelector() {
    Selector selector = new Selector(known);
    selector.resetChannels(startsWithAllChannels());
    return selector;
  }

  private boolean startsWithAllChannels() {
    return !known.has(Selector.CHANNELS)
        || settings.text("acl-pubsub-default").equals("allchannels");
  }

  /** Applies rules one after the other, up to one that is refused. */
  void apply(AclUser user, List<String> words) throws RuleException, UnmatchedParenthesisException {
    for (String rule : merge(words)) {
      try {
        apply(user, rule);
      } catch (RuleException e) {
        throw e.in(rule);
      }
    }
  }

  private void apply(AclUser user, String rule) throws RuleException {
    if (rule.isEmpty() || applyWord(user, rule.toLowerCase(Locale.ROOT))) {
      return;
    }
    switch (rule.charAt(0)) {
      case '>' -> user.addPassword(Passwords.hash(Bytes.latin(rule.substring(1))));
      case '#' -> user.addPassword(checkedHash(rule));
      case '<' -> removePassword(user, Passwords.hash(Bytes.latin(rule.substring(1))));
      case '!' -> removePassword(user, checkedHash(rule));
      default -> {
        if (isSelector(rule)) {
          user.selectors().add(selector(rule.substring(1, rule.length() - 1)));
        } else {
          selectorRules.apply(user.root(), rule);
        }
      }
    }
  }

  private boolean applyWord(AclUser user, String word) throws RuleException {
    switch (word) {
      case "on" -> user.enable(true);
      case "off" -> user.enable(false);
      case "nopass" -> user.resetPasswords(true);
      case "resetpass" -> user.resetPasswords(false);
      case "reset" -> reset(user);
      default -> {
        return applyNewerWord(user, word);
      }
    }
    return true;
  }

  private boolean applyNewerWord(AclUser user, String word) {
    if (word.equals("clearselectors") && known.has(Selector.SELECTORS)) {
      user.selectors().clear();
      return true;
    }
    boolean sanitizing = word.equals("sanitize-payload") || word.equals("skip-sanitize-payload");
    if (sanitizing && known.has(SANITIZING)) {
      sanitize(user, word);
      return true;
    }
    return false;
  }

  private void sanitize(AclUser user, String word) {
    if (!known.has(SANITIZES_ALWAYS)) {
      user.sanitizing(word);
    }
  }

  private void reset(AclUser user) {
    user.resetPasswords(false);
    user.enable(false);
    user.selectors().clear();
    user.root().resetKeys(false);
    user.root().resetChannels(startsWithAllChannels());
    user.root().resetDatabases(true);
    user.root().commands.applyAll(false);
    if (known.has(SANITIZING)) {
      sanitize(user, "sanitize-payload");
    }
  }

  private boolean isSelector(String rule) {
    return known.has(Selector.SELECTORS) && rule.startsWith("(") && rule.endsWith(")");
  }

  private Selector selector(String rules) throws RuleException {
    Selector selector = newSelector();
    for (String rule : words(rules)) {
      selectorRules.apply(selector, rule);
    }
    return selector;
  }

  private static List<String> words(String text) {
    byte[] line = Bytes.latin(text).array();
    List<Bytes> words = InlineWords.split(line, 0, line.length);
    return words == null ? List.of() : words.stream().map(Bytes::latin).toList();
  }

  private static String checkedHash(String rule) throws RuleException {
    String hash = rule.substring(1);
    if (!Passwords.isHash(hash)) {
      throw new RuleException(
          "The password hash must be exactly 64 characters and contain only lowercase hexadecimal"
              + " characters");
    }
    return hash;
  }

  private static void removePassword(AclUser user, String hash) throws RuleException {
    if (!user.removePassword(hash)) {
      throw new RuleException("The password you are trying to remove from the user does not exist");
    }
  }

  /** Puts words together that belong to one selector. */
  private List<String> merge(List<String> words) throws UnmatchedParenthesisException {
    if (!known.has(Selector.SELECTORS)) {
      return words;
    }
    List<String> rules = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean opens = word.startsWith("(") && !word.endsWith(")");
      if (opens && (open < 0 || !known.has(STAYS_OPEN))) {
        open = i;
      } else if (open < 0) {
        rules.add(word);
      } else if (word.endsWith(")")) {
        rules.add(String.join(" ", words.subList(open, i + 1)));
        open = -1;
      }
    }
    if (open >= 0) {
      throw new UnmatchedParenthesisException(words.get(open));
    }
    return rules;
  }
}
