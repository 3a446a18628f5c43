package io.fakeredis.lettuce;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios that are the same in process, over TCP and on a real server, in RESP2 and RESP3. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.fakeredis.lettuce.Way#all")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryWay {}
