/** RedisJSON, and valkey-json for Valkey: documents in which paths find values. */
@NullMarked
package io.fakeredis.module.json;

import org.jspecify.annotations.NullMarked;
