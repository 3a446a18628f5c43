package io.fakeredis.api;

import java.util.ArrayList;
import java.util.List;

/** What {@code OBJECT HELP} and its like reply: a head, the subcommands with their explanations. */
public final class HelpText {
  private static final Feature NEW_LAYOUT = Feature.since("HELP.new-layout", "6.2");
  private static final Feature NAMELESS = Feature.since("HELP.nameless", "valkey 8.0");
  private static final Feature NAMES_KEYDB = Feature.since("HELP.names-keydb", "keydb 6.0");
  private static final Feature ANY = Feature.since("HELP", Feature.ALWAYS);
  private static final Feature PRINT = Feature.since("HELP.print-without-s", "7.2");

  private final String container;
  private final List<Line> lines = new ArrayList<>();

  /** A line of a layout, for the servers that have the feature, or for those that have it not. */
  private record Line(String text, boolean newLayout, Feature feature, boolean wanted) {
    boolean isShown(Call call) {
      return newLayout == call.has(NEW_LAYOUT) && wanted == call.has(feature);
    }
  }

  private HelpText(String container) {
    this.container = container;
  }

  /** The help of a container such as {@code "OBJECT"}. */
  public static HelpText of(String container) {
    return new HelpText(container);
  }

  /** Adds a subcommand with the lines that explain it. */
  public HelpText line(String subcommand, String... explanation) {
    return line(NEW_LAYOUT, subcommand, explanation);
  }

  /** Adds a subcommand that only servers with the feature have. */
  public HelpText line(Feature feature, String subcommand, String... explanation) {
    return add(feature, true, subcommand, explanation);
  }

  /** Adds a subcommand as servers tell of it that do not have the feature yet. */
  public HelpText lineUntil(Feature feature, String subcommand, String... explanation) {
    return add(feature, false, subcommand, explanation);
  }

  private HelpText add(Feature feature, boolean wanted, String subcommand, String... explanation) {
    lines.add(new Line(subcommand, true, feature, wanted));
    for (String text : explanation) {
      lines.add(new Line("    " + text, true, feature, wanted));
    }
    return this;
  }

  /** Adds a line in the layout of before 6.2, where a subcommand takes one line. */
  public HelpText oldLine(String text) {
    lines.add(new Line(text, false, ANY, true));
    return this;
  }

  /** Texts that name Redis name the flavour, or since Valkey 8.0 nobody; nor has it masters. */
  private static String withOwnName(String text, Call call) {
    if (call.has(NAMELESS)) {
      return text.replace(" Redis ", " ").replace("|MASTER|", "|PRIMARY|");
    }
    return call.has(NAMES_KEYDB) ? text.replace(" Redis ", " KeyDB ") : text;
  }

  /** The reply, with head and tail as the server's version has them. */
  public Reply reply(Call call) {
    List<Reply> reply = new ArrayList<>();
    boolean newLayout = call.has(NEW_LAYOUT);
    String arguments = newLayout ? "[<arg> [value] [opt] ...]" : "arg arg ... arg";
    reply.add(Reply.simple(container + " <subcommand> " + arguments + ". Subcommands are:"));
    for (Line line : lines) {
      if (line.isShown(call)) {
        reply.add(Reply.simple(withOwnName(line.text(), call)));
      }
    }
    if (newLayout) {
      reply.add(Reply.simple("HELP"));
      reply.add(Reply.simple(call.has(PRINT) ? "    Print this help." : "    Prints this help."));
    }
    return Reply.array(reply);
  }
}
