/** Replicas of a server: what they are told, and how far each has got. */
@NullMarked
package io.fakeredis.core.replication;

import org.jspecify.annotations.NullMarked;
