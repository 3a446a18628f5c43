package io.fakeredis.core.replication;

import io.fakeredis.api.Args;

/**
 * A call that replicas are to make.
 *
 * @param database in which
 */
record Operation(int database, Args call) {}
