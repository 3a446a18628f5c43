package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Numbers;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Applies rules about commands, keys and channels to a selector. */
final class SelectorRules {
  private static final Feature KEY_RIGHTS = Feature.since("ACL.key-rights", "7.0");

  private final Commands known;

  SelectorRules(Commands known) {
    this.known = known;
  }

  void apply(Selector selector, String rule) throws RuleException {
    if (applyWord(selector, rule.toLowerCase(Locale.ROOT)) || rule.isEmpty()) {
      return;
    }
    switch (rule.charAt(0)) {
      case '~', '%' -> addKeys(selector, rule);
      case '&' -> addChannels(selector, rule);
      case '+', '-' -> selector.commands.apply(rule);
      default -> applyDatabases(selector, rule);
    }
  }

  private boolean applyWord(Selector selector, String word) {
    switch (word) {
      case "allkeys", "~*" -> selector.resetKeys(true);
      case "resetkeys" -> selector.resetKeys(false);
      case "allcommands", "+@all" -> selector.commands.applyAll(true);
      case "nocommands", "-@all" -> selector.commands.applyAll(false);
      default -> {
        return (known.has(Selector.CHANNELS) && applyChannelWord(selector, word))
            || (known.has(Selector.DATABASES) && applyDatabaseWord(selector, word));
      }
    }
    return true;
  }

  private static boolean applyChannelWord(Selector selector, String word) {
    switch (word) {
      case "allchannels", "&*" -> selector.resetChannels(true);
      case "resetchannels" -> selector.resetChannels(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean applyDatabaseWord(Selector selector, String word) {
    switch (word) {
      case "alldbs" -> selector.resetDatabases(true);
      case "resetdbs" -> selector.resetDatabases(false);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void addKeys(Selector selector, String rule) throws RuleException {
    boolean hasRights = rule.charAt(0) == '%';
    if (hasRights && !known.has(KEY_RIGHTS)) {
      throw RuleException.syntax();
    }
    if (selector.allKeys) {
      throw new RuleException(
          "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not"
              + " have any effect. Try 'resetkeys' to start with an empty list of patterns");
    }
    KeyPattern added = hasRights ? keyPattern(rule) : KeyPattern.full(pattern(rule.substring(1)));
    selector.keys.merge(added.pattern(), added, KeyPattern::and);
  }

  /**
   * {@code %R~cache:*}, with the rights in any order and case; without tilde there is no pattern.
   */
  private static KeyPattern keyPattern(String rule) throws RuleException {
    int tilde = rule.indexOf('~');
    int end = tilde < 0 ? rule.length() : tilde;
    String rights = rule.substring(1, end).toUpperCase(Locale.ROOT);
    if (!rights.matches("R|W|RW|WR")) {
      throw RuleException.syntax();
    }
    Bytes pattern = pattern(rule.substring(Math.min(end + 1, rule.length())));
    return new KeyPattern(pattern, rights.contains("R"), rights.contains("W"));
  }

  private void addChannels(Selector selector, String rule) throws RuleException {
    if (!known.has(Selector.CHANNELS)) {
      throw RuleException.syntax();
    }
    if (selector.allChannels) {
      throw new RuleException(
          "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does"
              + " not have any effect. Try 'resetchannels' to start with an empty list of"
              + " channels");
    }
    selector.channels.add(pattern(rule.substring(1)));
  }

  /** {@code db=0,1}. */
  private void applyDatabases(Selector selector, String rule) throws RuleException {
    if (!known.has(Selector.DATABASES) || !rule.toLowerCase(Locale.ROOT).startsWith("db=")) {
      throw RuleException.syntax();
    }
    Set<Long> databases = new TreeSet<>();
    for (String word : rule.substring(3).split(",", -1)) {
      Bytes number = Bytes.latin(word);
      if (!Numbers.isLong(number) || Numbers.toLong(number) < 0) {
        throw RuleException.syntax();
      }
      databases.add(Numbers.toLong(number));
    }
    selector.resetDatabases(false);
    selector.databases.addAll(databases);
  }

  private static Bytes pattern(String text) throws RuleException {
    if (AclUser.hasSpaces(text)) {
      throw RuleException.syntax();
    }
    return Bytes.latin(text);
  }
}
