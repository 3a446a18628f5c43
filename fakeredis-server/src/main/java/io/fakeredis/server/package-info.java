/** The fake server over TCP: for tests ({@link io.fakeredis.server.TcpFakeServer}) and alone. */
@NullMarked
package io.fakeredis.server;

import org.jspecify.annotations.NullMarked;
