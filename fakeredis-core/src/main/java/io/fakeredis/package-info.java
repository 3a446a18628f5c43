/** The front door: {@link io.fakeredis.FakeServer} and what belongs to it. */
@NullMarked
package io.fakeredis;

import org.jspecify.annotations.NullMarked;
