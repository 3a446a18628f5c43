package io.fakeredis.compat;

import java.io.IOException;
import java.time.Duration;

/** A server to play cases on. */
interface Target extends AutoCloseable {

  Wire connect() throws IOException;

  /** Lets the server's time pass. */
  void sleep(Duration duration);

  @Override
  void close();
}
