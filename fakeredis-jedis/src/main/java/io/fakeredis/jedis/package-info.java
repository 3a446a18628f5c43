/** The fake behind Jedis in process, without a socket. */
@NullMarked
package io.fakeredis.jedis;

import org.jspecify.annotations.NullMarked;
