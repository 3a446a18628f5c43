package io.fakeredis.module.json;

import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** Documents of RedisJSON under keys. */
final class DocumentType implements ValueType<Document>, ModuleCodec<Document> {
  static final DocumentType TYPE = new DocumentType();
  static final String NAME = "ReJSON-RL";

  private static final int VERSION = 3;

  private DocumentType() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Document copy(Document value) {
    return new Document(value.root().copy());
  }

  @Override
  public long memory(Document value) {
    return JsonMemory.of(value.root());
  }

  @Override
  public ModuleCodec<Document> codec() {
    return this;
  }

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public void save(Document value, Writer out) {
    out.string(JsonWriter.text(value.root()));
  }

  @Override
  public Document load(Reader in, int version, Settings settings) {
    if (version != VERSION) {
      throw new IllegalArgumentException("not the encoding of the version");
    }
    return new Document(RedisJson.parser(in.string()).whole());
  }
}
