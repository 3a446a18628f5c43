/** RedisBloom: bloom and cuckoo filters, count-min sketches, top-k lists and t-digests. */
@NullMarked
package io.fakeredis.module.bloom;

import org.jspecify.annotations.NullMarked;
