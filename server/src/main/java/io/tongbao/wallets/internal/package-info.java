@NullMarked
package io.tongbao.wallets.internal;

import org.jspecify.annotations.NullMarked;
