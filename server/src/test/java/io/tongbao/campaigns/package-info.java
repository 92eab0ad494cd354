@NullMarked
package io.tongbao.campaigns;

import org.jspecify.annotations.NullMarked;
