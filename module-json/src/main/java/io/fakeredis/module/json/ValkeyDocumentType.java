package io.fakeredis.module.json;

import io.fakeredis.api.ModuleCodec;
import io.fakeredis.api.Settings;
import io.fakeredis.api.ValueType;

/** Documents of valkey-json under keys. */
final class ValkeyDocumentType implements ValueType<Document>, ModuleCodec<Document> {
  static final ValkeyDocumentType TYPE = new ValkeyDocumentType();

  private static final int VERSION = 3;
  private static final int VALUE = 16;
  private static final int MEMBER = 24;
  private static final int LONGEST_SHORT_STRING = 11;

  private ValkeyDocumentType() {}

  @Override
  public String name() {
    return DocumentType.NAME;
  }

  @Override
  public Document copy(Document value) {
    return new Document(value.root().copy());
  }

  @Override
  public long memory(Document value) {
    return VALUE + size(value.root());
  }

  /** The bytes of a value and all that is in it. */
  static long size(Json value) {
    long size = VALUE;
    if (value instanceof JsonArray array) {
      for (Json item : array) {
        size += size(item);
      }
    } else if (value instanceof JsonObject object) {
      for (JsonObject.Member member : object.members()) {
        size += size(member.value()) + MEMBER - VALUE;
      }
    } else if (value instanceof Json.Text text) {
      size += outside(text.value().length());
    } else if (value instanceof Json.Real real) {
      size += outside(real.text().length());
    }
    return size;
  }

  private static long outside(int length) {
    return length > LONGEST_SHORT_STRING ? length + 1L : 0;
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
    out.string(JsonWriter.text(value.root(), JsonLayout.VALKEY));
  }

  @Override
  public Document load(Reader in, int version, Settings settings) {
    if (version != VERSION) {
      throw new IllegalArgumentException("not the encoding of the version");
    }
    return new Document(ValkeyJson.parsed(in.string()));
  }
}
