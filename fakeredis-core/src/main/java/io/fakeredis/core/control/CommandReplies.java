package io.fakeredis.core.control;

import io.fakeredis.api.Feature;
import io.fakeredis.api.ModuleInfo;
import io.fakeredis.api.Profile;
import io.fakeredis.api.Reply;
import io.fakeredis.core.catalog.CommandCatalog;
import io.fakeredis.core.engine.CommandTable;
import io.fakeredis.core.engine.Engine;
import io.fakeredis.core.profile.CommandDoc;
import io.fakeredis.core.profile.CommandFacts;
import io.fakeredis.core.profile.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of commands, in the form of COMMAND INFO and COMMAND DOCS. */
final class CommandReplies {
  private static final Feature KEY_SPECS = Feature.since("COMMAND.key-specs", "7.0");
  private static final Feature ARRAY_OF_NONE =
      Feature.since("COMMAND INFO.array-of-no-subcommands", "valkey 9.0");
  private static final Feature DISPLAY_TEXT = Feature.since("COMMAND DOCS.display-text", "7.2");

  private final CommandCatalog catalog;
  private final Profile profile;

  CommandReplies(Engine engine) {
    this.catalog = CommandCatalog.of(engine);
    this.profile = engine.profile();
  }

  Reply info(CommandTable.Row row) {
    CommandFacts facts = catalog.facts(row);
    List<Reply> items = new ArrayList<>();
    items.add(Reply.bulk(facts.name()));
    items.add(Reply.integer(facts.arity()));
    items.add(flags(facts.flags()));
    items.add(Reply.integer(facts.first()));
    items.add(Reply.integer(facts.last()));
    items.add(Reply.integer(facts.step()));
    items.add(flags(facts.categories().stream().map(category -> "@" + category).toList()));
    if (profile.has(KEY_SPECS)) {
      items.add(Reply.set(facts.tips().stream().map(Reply::bulk).toList()));
      items.add(Reply.set(facts.keySpecs().stream().map(CommandReplies::keySpec).toList()));
      items.add(subcommands(row));
    }
    return Reply.array(items);
  }

  private Reply subcommands(CommandTable.Row row) {
    return row.subcommands().isEmpty()
        ? (profile.has(ARRAY_OF_NONE) ? Reply.EMPTY_ARRAY : Reply.EMPTY_SET)
        : Reply.array(row.subcommands().stream().map(this::info).toList());
  }

  static Reply flags(List<String> words) {
    return Reply.set(words.stream().map(Reply::simple).toList());
  }

  private static Reply keySpec(KeySpec spec) {
    List<Reply> items = new ArrayList<>();
    if (spec.notes() != null) {
      add(items, "notes", Reply.bulk(spec.notes()));
    }
    add(items, "flags", flags(spec.flags()));
    add(items, "begin_search", part(spec.begin(), beginNames(spec.begin().type())));
    add(items, "find_keys", part(spec.find(), findNames(spec.find().type())));
    return Reply.map(items);
  }

  private static List<String> beginNames(String type) {
    return switch (type) {
      case "index" -> List.of("index");
      case "keyword" -> List.of("keyword", "startfrom");
      default -> List.of();
    };
  }

  private static List<String> findNames(String type) {
    return switch (type) {
      case "range" -> List.of("lastkey", "keystep", "limit");
      case "keynum" -> List.of("keynumidx", "firstkey", "keystep");
      default -> List.of();
    };
  }

  private static Reply part(KeySpec.Part part, List<String> names) {
    List<Reply> spec = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean word = names.get(i).equals("keyword");
      String value = part.values().get(i);
      add(spec, names.get(i), word ? Reply.bulk(value) : Reply.integer(part.number(i)));
    }
    return Reply.map(
        Reply.bulk("type"), Reply.bulk(part.type()), Reply.bulk("spec"), Reply.map(spec));
  }

  private static void add(List<Reply> map, String name, Reply value) {
    map.add(Reply.bulk(name));
    map.add(value);
  }

  private static void addIfTold(List<Reply> map, String name, @Nullable String value) {
    if (value != null) {
      add(map, name, Reply.bulk(value));
    }
  }

  /** Adds a command's name and what COMMAND DOCS tells of it. */
  void addDoc(CommandTable.Row row, List<Reply> docs) {
    CommandFacts facts = catalog.facts(row);
    CommandDoc doc = facts.doc();
    List<Reply> items = new ArrayList<>();
    ModuleInfo module = row.plugin().module(profile);
    if (doc != null) {
      addDetails(doc, items);
    } else {
      if (module == null) {
        add(items, "since", Reply.bulk(row.command().feature().since().toString()));
      }
      add(items, "group", Reply.bulk(row.group()));
    }
    addIfTold(items, "module", module == null ? null : module.name());
    if (doc != null && !doc.arguments().isEmpty()) {
      add(items, "arguments", arguments(doc.arguments()));
    }
    if (!row.subcommands().isEmpty()) {
      List<Reply> subcommands = new ArrayList<>();
      row.subcommands().forEach(subcommand -> addDoc(subcommand, subcommands));
      add(items, "subcommands", Reply.map(subcommands));
    }
    add(docs, facts.name(), Reply.map(items));
  }

  private static void addDetails(CommandDoc doc, List<Reply> items) {
    addIfTold(items, "summary", doc.detail("summary"));
    if (!doc.since().equals("-")) {
      add(items, "since", Reply.bulk(doc.since()));
    }
    add(items, "group", Reply.bulk(doc.group()));
    addIfTold(items, "complexity", doc.detail("complexity"));
    String deprecated = doc.detail("deprecated");
    String docFlags = doc.detail("docflags");
    if (docFlags != null) {
      add(items, "doc_flags", flags(List.of(docFlags.split(","))));
    }
    if (deprecated != null) {
      String[] words = deprecated.split(" ", 2);
      add(items, "deprecated_since", Reply.bulk(words[0]));
      add(items, "replaced_by", Reply.bulk(words[1]));
    }
  }

  private Reply arguments(List<CommandDoc.Argument> arguments) {
    return Reply.array(arguments.stream().map(this::argument).toList());
  }

  private Reply argument(CommandDoc.Argument argument) {
    List<Reply> items = new ArrayList<>();
    add(items, "name", Reply.bulk(argument.name()));
    add(items, "type", Reply.bulk(argument.type()));
    if (profile.has(DISPLAY_TEXT)) {
      addIfTold(items, "display_text", displayText(argument));
    }
    String spec = argument.detail("spec");
    if (spec != null) {
      add(items, "key_spec_index", Reply.integer(Integer.parseInt(spec)));
    }
    addIfTold(items, "token", argument.detail("token"));
    addIfTold(items, "since", argument.detail("since"));
    addIfTold(items, "deprecated_since", argument.detail("deprecated"));
    if (!argument.flags().isEmpty()) {
      add(items, "flags", flags(argument.flags()));
    }
    if (!argument.arguments().isEmpty()) {
      add(items, "arguments", arguments(argument.arguments()));
    }
    return Reply.map(items);
  }

  /** Blocks and choices show none of their own as a rule, other arguments their name. */
  private static @Nullable String displayText(CommandDoc.Argument argument) {
    String told = argument.detail("display");
    return told == null && argument.arguments().isEmpty() ? argument.name() : told;
  }
}
