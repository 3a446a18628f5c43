@NullMarked
package io.fakeredis.lettuce;

import org.jspecify.annotations.NullMarked;
