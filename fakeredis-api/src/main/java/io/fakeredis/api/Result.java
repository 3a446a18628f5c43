package io.fakeredis.api;

/** What a handler hands back: a reply, or the wish to wait for one. */
public sealed interface Result permits Reply, Wait {}
