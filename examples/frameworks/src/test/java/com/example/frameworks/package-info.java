@NullMarked
package com.example.frameworks;

import org.jspecify.annotations.NullMarked;
