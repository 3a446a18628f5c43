@NullMarked
package io.fakeredis.server;

import org.jspecify.annotations.NullMarked;
