/** Staff: invitation, password and TOTP. */
@NullMarked
package io.tongbao.identity.internal.staff;

import org.jspecify.annotations.NullMarked;
