/**
 * Back-tests: what a campaign's draft would have done on payments that were made, reckoned in the background by the engine that prices payments.
 * A run is a row; it moves no money and holds no long snapshot.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "identity", "merchants", "payments", "offers", "campaigns"})
package io.tongbao.backtests;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
