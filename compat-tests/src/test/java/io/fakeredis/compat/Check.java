package io.fakeredis.compat;

/** What 'equal' means for the reply of a step. */
enum Check {
  /** The same types and bytes in the same order. */
  EXACT,
  /** The same items in any order, at the top level. */
  UNORDERED,
  /** The same pairs of neighbours in any order. */
  PAIRS,
  /** The same at every level, in any order at every level. */
  DEEP,
  /** Numbers at most so far from each other, everywhere in the reply; the rest exact. */
  NEAR,
  /** The same type; an error must have the same first word. */
  TYPE,
  /** The same first bytes. */
  PREFIX,
  /** The same once every match of a regular expression in every string is blanked out. */
  MASK,
  /** The same names: keys of a map or of a flat array of pairs, or the names in a text. */
  KEYS,
  /** Anything. */
  IGNORE
}
