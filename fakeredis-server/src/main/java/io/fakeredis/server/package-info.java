/** The fake over TCP, TLS and unix sockets, and its command line. */
@NullMarked
package io.fakeredis.server;

import org.jspecify.annotations.NullMarked;
