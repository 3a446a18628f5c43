/** Values as the real servers write them: DUMP payloads, RDB files and the digests of DEBUG. */
@NullMarked
package io.fakeredis.core.rdb;

import org.jspecify.annotations.NullMarked;
