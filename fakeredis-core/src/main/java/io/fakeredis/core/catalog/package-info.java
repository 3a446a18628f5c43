/** What is known of the commands of a server: facts about them, and the keys in their calls. */
@NullMarked
package io.fakeredis.core.catalog;

import org.jspecify.annotations.NullMarked;
