package io.fakeredis.module.bloom;

import static io.fakeredis.api.Flag.DENYOOM;
import static io.fakeredis.api.Flag.MODULE;
import static io.fakeredis.api.Flag.READONLY;
import static io.fakeredis.api.Flag.WRITE;
import static io.fakeredis.api.Flag.flags;
import static io.fakeredis.module.bloom.ModuleRow.row;

import io.fakeredis.api.Args;
import io.fakeredis.api.Bytes;
import io.fakeredis.api.Call;
import io.fakeredis.api.Command;
import io.fakeredis.api.CommandFamily;
import io.fakeredis.api.Doubles;
import io.fakeredis.api.Errors;
import io.fakeredis.api.Flag;
import io.fakeredis.api.Numbers;
import io.fakeredis.api.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The <a href="https://redis.io/commands/?group=cms">count-min sketch commands</a>. */
final class CountMinSketchCommands implements CommandFamily {
  private static final Set<Flag> WRITING = flags(WRITE, DENYOOM, MODULE);
  private static final Set<Flag> READING = flags(READONLY, MODULE);

  private static final CountMinSketchType TYPE = CountMinSketchType.TYPE;
  private static final int FIRST_SOURCE = 3;

  @Override
  public String group() {
    return "module";
  }

  @Override
  public List<Command> commands() {
    return List.of(
        row("CMS.INITBYDIM", 4, WRITING, CountMinSketchCommands::initbydim, "write", "fast", "cms"),
        row(
            "CMS.INITBYPROB",
            4,
            WRITING,
            CountMinSketchCommands::initbyprob,
            "write",
            "fast",
            "cms"),
        row("CMS.INCRBY", -4, WRITING, CountMinSketchCommands::incrby, "write", "cms"),
        row("CMS.QUERY", -3, READING, CountMinSketchCommands::query, "read", "cms"),
        row("CMS.MERGE", -4, WRITING, CountMinSketchCommands::merge, "write", "cms"),
        row("CMS.INFO", 2, READING, CountMinSketchCommands::info, "read", "fast", "cms"));
  }

  private static Reply initbydim(Call call) {
    checkMissing(call);
    long width = dimension(call, 2, "width");
    long depth = dimension(call, 3, "depth");
    return init(call, width, depth);
  }

  private static void checkMissing(Call call) {
    if (call.db().exists(call.args().bytes(1))) {
      throw Errors.error("CMS: key already exists");
    }
  }

  private static long dimension(Call call, int at, String name) {
    Bytes word = call.args().bytes(at);
    if (!Numbers.isLong(word) || Numbers.toLong(word) < 1) {
      throw Errors.error("CMS: invalid " + name);
    }
    return Numbers.toLong(word);
  }

  private static Reply initbyprob(Call call) {
    checkMissing(call);
    double error = fraction(call, 2, "overestimation");
    double probability = fraction(call, 3, "prob");
    double depth = (float) Math.log10((float) probability) / (float) Math.log10(0.5f);
    return init(call, (long) Math.ceil(2 / error), (long) Math.ceil(depth));
  }

  private static double fraction(Call call, int at, String name) {
    double value = Doubles.parse(call.args().bytes(at));
    if (value > 0 && value < 1) {
      return value;
    }
    throw Errors.error("CMS: invalid " + name + " value");
  }

  private static Reply init(Call call, long width, long depth) {
    if (width < 1 || depth < 1 || width > Long.MAX_VALUE / depth) {
      throw Errors.error("CMS: invalid init arguments");
    }
    CountMinSketch sketch = CountMinSketch.create(width, depth);
    if (sketch == null) {
      throw Errors.error("CMS: Insufficient memory to create the key");
    }
    call.db().put(call.args().bytes(1), TYPE, sketch, null);
    return Reply.OK;
  }

  private static Reply incrby(Call call) {
    Args args = call.args();
    if (args.count() % 2 != 0) {
      throw Errors.arity("cms.incrby");
    }
    CountMinSketch sketch = existing(call, args.bytes(1));
    for (int i = 3; i < args.count(); i += 2) {
      checkIncrement(args.bytes(i));
    }
    List<Reply> replies = new ArrayList<>();
    for (int i = 2; i < args.count(); i += 2) {
      long count = sketch.add(args.bytes(i), args.integer(i + 1));
      replies.add(
          count == CountMinSketch.LARGEST_COUNT
              ? Reply.error("CMS: INCRBY overflow")
              : Reply.integer(count));
    }
    call.db().changed(args.bytes(1));
    return Reply.array(replies);
  }

  private static void checkIncrement(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("CMS: Cannot parse number");
    }
    if (Numbers.toLong(word) < 0) {
      throw Errors.error("CMS: Number cannot be negative");
    }
  }

  private static Reply query(Call call) {
    CountMinSketch sketch = existing(call, call.args().bytes(1));
    List<Reply> replies = new ArrayList<>();
    for (Bytes item : call.args().from(2)) {
      replies.add(Reply.integer(sketch.count(item)));
    }
    return Reply.array(replies);
  }

  private static Reply merge(Call call) {
    Bytes key = call.args().bytes(1);
    CountMinSketch destination = existing(call, key);
    int count = sourceCount(call.args());
    List<CountMinSketch> sources = new ArrayList<>(count);
    List<Long> weights = new ArrayList<>(Collections.nCopies(count, 1L));
    boolean weighted = call.args().count() > FIRST_SOURCE + count;
    for (int i = 0; i < count; i++) {
      if (weighted) {
        weights.set(i, weight(call.args().bytes(FIRST_SOURCE + count + 1 + i)));
      }
      CountMinSketch source = existing(call, call.args().bytes(FIRST_SOURCE + i));
      if (!source.isLike(destination)) {
        throw Errors.error("CMS: width/depth is not equal");
      }
      sources.add(source);
    }
    try {
      destination.merge(sources, weights);
    } catch (ArithmeticException e) {
      throw Errors.error("CMS: MERGE overflow");
    }
    call.db().changed(key);
    return Reply.OK;
  }

  /** The number of sources, which must fit the number of words. */
  private static int sourceCount(Args args) {
    if (!Numbers.isLong(args.bytes(2))) {
      throw Errors.error("CMS: invalid numkeys");
    }
    long count = args.integer(2);
    if (count <= 0) {
      throw Errors.error("CMS: Number of keys must be positive");
    }
    int words = args.count() - FIRST_SOURCE;
    int option = ModuleRow.find(args, FIRST_SOURCE, "WEIGHTS");
    if (option < 0 && count != words) {
      throw Errors.error("CMS: wrong number of keys");
    }
    if (option >= 0 && (option - FIRST_SOURCE != count || words != 2 * count + 1)) {
      throw Errors.error("CMS: wrong number of keys/weights");
    }
    return (int) count;
  }

  private static long weight(Bytes word) {
    if (!Numbers.isLong(word)) {
      throw Errors.error("CMS: invalid weight value");
    }
    return Numbers.toLong(word);
  }

  private static Reply info(Call call) {
    CountMinSketch sketch = existing(call, call.args().bytes(1));
    return Reply.map(
        Reply.simple("width"),
        Reply.integer(sketch.width()),
        Reply.simple("depth"),
        Reply.integer(sketch.depth()),
        Reply.simple("count"),
        Reply.integer(sketch.total()));
  }

  private static CountMinSketch existing(Call call, Bytes key) {
    CountMinSketch sketch = call.db().find(key, TYPE);
    if (sketch == null) {
      throw Errors.error("CMS: key does not exist");
    }
    return sketch;
  }
}
