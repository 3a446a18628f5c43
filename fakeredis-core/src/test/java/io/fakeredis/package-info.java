@NullMarked
package io.fakeredis;

import org.jspecify.annotations.NullMarked;
