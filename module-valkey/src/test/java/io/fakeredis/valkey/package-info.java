@NullMarked
package io.fakeredis.valkey;

import org.jspecify.annotations.NullMarked;
