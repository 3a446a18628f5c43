package io.fakeredis.core.acl;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.List;

/** A user as ACL GETUSER shows it. */
public final class UserReplies {
  private final AclUser user;
  private final Commands known;
  private final boolean newer;

  public UserReplies(AclUser user) {
    this.user = user;
    this.known = user.root().commands.set().commands();
    this.newer = known.has(Selector.SELECTORS);
  }

  /** All that is known of the user. */
  public Reply user() {
    List<Reply> items = new ArrayList<>();
    add(items, "flags", Reply.set(flags().stream().map(Reply::bulk).toList()));
    add(items, "passwords", bulks(List.copyOf(user.passwords())));
    addSelector(user.root(), items);
    if (newer) {
      List<Reply> selectors = new ArrayList<>();
      for (Selector selector : user.selectors()) {
        List<Reply> inner = new ArrayList<>();
        addSelector(selector, inner);
        selectors.add(Reply.map(inner));
      }
      add(items, "selectors", Reply.array(selectors));
    }
    return Reply.map(items);
  }

  /** Before 7.0 what is allowed altogether shows among the flags. */
  private List<String> flags() {
    Selector root = user.root();
    List<String> flags = new ArrayList<>();
    flags.add(user.isEnabled() ? "on" : "off");
    addIf(flags, !newer && root.allKeys, "allkeys");
    addIf(flags, !newer && root.allChannels && known.has(Selector.CHANNELS), "allchannels");
    addIf(flags, !newer && root.commands.set().isAll(), "allcommands");
    addIf(flags, user.isWithoutPassword(), "nopass");
    addIf(flags, !user.sanitizing().isEmpty(), user.sanitizing());
    return flags;
  }

  private static void addIf(List<String> flags, boolean condition, String flag) {
    if (condition) {
      flags.add(flag);
    }
  }

  private void addSelector(Selector selector, List<Reply> items) {
    add(items, "commands", Reply.bulk(selector.commands.text()));
    add(items, "keys", rules(selector.keyRules()));
    if (known.has(Selector.CHANNELS)) {
      add(items, "channels", rules(selector.channelRules()));
    }
    if (known.has(Selector.DATABASES)) {
      add(items, "databases", Reply.bulk(selector.databaseRule()));
    }
  }

  /** One text of rules since 7.0, an array of plain patterns before. */
  private Reply rules(List<String> rules) {
    return newer
        ? text(String.join(" ", rules))
        : bulks(rules.stream().map(rule -> rule.substring(1)).toList());
  }

  private static Reply bulks(List<String> texts) {
    return Reply.array(texts.stream().map(UserReplies::text).toList());
  }

  private static Reply text(String latin) {
    return Reply.bulk(Bytes.latin(latin));
  }

  private static void add(List<Reply> items, String name, Reply value) {
    items.add(Reply.bulk(name));
    items.add(value);
  }
}
