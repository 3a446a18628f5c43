@NullMarked
package io.fakeredis.junit;

import org.jspecify.annotations.NullMarked;
