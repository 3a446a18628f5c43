/**
 * JUnit Jupiter: {@link io.fakeredis.junit.FakeRedisTest} and {@link io.fakeredis.junit.FakeRedis}.
 */
@NullMarked
package io.fakeredis.junit;

import org.jspecify.annotations.NullMarked;
