/** Time series: RedisTimeSeries. */
@NullMarked
package io.fakeredis.module.timeseries;

import org.jspecify.annotations.NullMarked;
