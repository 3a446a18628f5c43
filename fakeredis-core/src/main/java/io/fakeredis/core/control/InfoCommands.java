package io.fakeredis.core.control;

import static io.fakeredis.api.Command.command;
import static io.fakeredis.api.Flag.LOADING;
import static io.fakeredis.api.Flag.STALE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.api.Keys.NONE;
import static io.fakeredis.core.engine.ServerCall.server;

import io.fakeredis.api.Bytes;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Feature;
import io.fakeredis.api.Reply;
import io.fakeredis.core.engine.ServerCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** INFO. */
final class InfoCommands implements CommandFamily {
  private static final Feature SEVERAL = Feature.since("INFO.several-sections", "7.0");
  private static final Set<String> ON_DEMAND = Set.of("commandstats", "latencystats");

  @Override
  public String group() {
    return "server";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        command("INFO", "1.0", -1, NONE, flags(LOADING, STALE), server(InfoCommands::info))
            .categories("dangerous"));
  }

  private static Reply info(ServerCall call) {
    List<Bytes> words = call.args().from(1);
    if (words.size() > 1 && !call.has(SEVERAL)) {
      throw Errors.syntax();
    }
    String text = new InfoReport(call.engine()).sections(wanted(words, call));
    return Reply.verbatim("txt", Bytes.latin(text));
  }

  private static Set<String> wanted(List<Bytes> words, ServerCall call) {
    List<String> all = new ArrayList<>();
    call.engine().facts().sections().forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    Set<String> wanted = new HashSet<>();
    for (Bytes word : words.isEmpty() ? List.of(Bytes.of("default")) : words) {
      String name = word.latin().toLowerCase(Locale.ROOT);
      switch (name) {
        case "all", "everything" -> wanted.addAll(all);
        case "default" -> {
          all.stream().filter(section -> !ON_DEMAND.contains(section)).forEach(wanted::add);
        }
        default -> wanted.add(name);
      }
    }
    return wanted;
  }
}
