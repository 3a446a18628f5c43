package io.fakeredis.core.script.lua;

/** A bare pointer. The one that scripts meet is {@link #NULL}, which is {@code cjson.null}. */
public final class LightUserdata {

  /** The null pointer. */
  public static final LightUserdata NULL = new LightUserdata();

  private LightUserdata() {}

  @Override
  public String toString() {
    return "userdata: (nil)";
  }
}
