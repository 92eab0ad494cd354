/** Benchmarks, each beside the baseline that runs in the same command. */
@NullMarked
package io.tongbao.bench;

import org.jspecify.annotations.NullMarked;
