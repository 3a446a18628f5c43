@NullMarked
package io.fakeredis.jedis;

import org.jspecify.annotations.NullMarked;
