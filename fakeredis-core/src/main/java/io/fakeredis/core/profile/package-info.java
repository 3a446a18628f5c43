/** The versions of Redis itself, and the facts tables that every flavour brings. */
@NullMarked
package io.fakeredis.core.profile;

import org.jspecify.annotations.NullMarked;
