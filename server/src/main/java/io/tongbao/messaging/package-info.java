/**
 * How words reach people: the inbox in the wallet, and the codes of sign-in by the demo's mailbox, by mail to an SMS gateway, or by a signed
 * webhook.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package io.tongbao.messaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
