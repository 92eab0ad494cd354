@NullMarked
package io.tongbao.campaigns.internal;

import org.jspecify.annotations.NullMarked;
