@NullMarked
package io.fakeredis.core.resp;

import org.jspecify.annotations.NullMarked;
