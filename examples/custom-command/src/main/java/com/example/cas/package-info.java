/** A command that no real server has: compare and set. */
@NullMarked
package com.example.cas;

import org.jspecify.annotations.NullMarked;
