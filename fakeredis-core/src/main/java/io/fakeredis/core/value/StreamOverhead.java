package io.fakeredis.core.value;

/**
 * What a stream takes beside its entries.
 *
 * @param reserved how many bytes the last node takes at least
 * @param radixNode how many bytes a node of a radix tree takes
 */
record StreamOverhead(long reserved, long radixNode) {}
