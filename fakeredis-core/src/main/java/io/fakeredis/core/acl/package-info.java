/** Users, and what they may do. */
@NullMarked
package io.fakeredis.core.acl;

import org.jspecify.annotations.NullMarked;
