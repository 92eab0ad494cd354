@NullMarked
package io.tongbao.wallets;

import org.jspecify.annotations.NullMarked;
