/** JMH benchmarks of the calls in process. */
@NullMarked
package io.fakeredis.benchmark;

import org.jspecify.annotations.NullMarked;
