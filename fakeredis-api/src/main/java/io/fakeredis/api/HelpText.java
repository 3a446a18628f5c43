package io.fakeredis.api;

import java.util.ArrayList;
import java.util.List;

/** What {@code OBJECT HELP} and its like reply: a head, the subcommands with their explanations. */
public final class HelpText {
  private static final Feature NEW_LAYOUT = Feature.since("HELP.new-layout", "6.2");
  private static final Feature PRINT = Feature.since("HELP.print-without-s", "7.2");

  private final String container;
  private final List<String> lines = new ArrayList<>();

  private HelpText(String container) {
    this.container = container;
  }

  /** The help of a container such as {@code "OBJECT"}. */
  public static HelpText of(String container) {
    return new HelpText(container);
  }

  /** Adds a subcommand with the lines that explain it. */
  public HelpText line(String subcommand, String... explanation) {
    lines.add(subcommand);
    for (String text : explanation) {
      lines.add("    " + text);
    }
    return this;
  }

  /** Adds a line in the layout of before 6.2, where a subcommand takes one line. */
  public HelpText oldLine(String text) {
    lines.add(text);
    return this;
  }

  /** The reply, with head and tail as the server's version has them. */
  public Reply reply(Call call) {
    List<Reply> reply = new ArrayList<>();
    boolean newLayout = call.has(NEW_LAYOUT);
    String arguments = newLayout ? "[<arg> [value] [opt] ...]" : "arg arg ... arg";
    reply.add(Reply.simple(container + " <subcommand> " + arguments + ". Subcommands are:"));
    lines.forEach(line -> reply.add(Reply.simple(line)));
    if (newLayout) {
      reply.add(Reply.simple("HELP"));
      reply.add(Reply.simple(call.has(PRINT) ? "    Print this help." : "    Prints this help."));
    }
    return Reply.array(reply);
  }
}
