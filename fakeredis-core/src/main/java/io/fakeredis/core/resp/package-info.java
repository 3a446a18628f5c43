/** RESP 2 and 3: requests in, replies out, free of any transport. */
@NullMarked
package io.fakeredis.core.resp;

import org.jspecify.annotations.NullMarked;
