/** The configuration: Redis' parameters, their values, and redis.conf. */
@NullMarked
package io.fakeredis.core.config;

import org.jspecify.annotations.NullMarked;
