/**
 * The event log: what happened, in an order that readers can follow without missing or doubling anything. An event is
 * written only in the transaction of the change it tells of; bodies hold ids and amounts, never anything personal.
 */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package io.tongbao.events;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
