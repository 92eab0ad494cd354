/**
 * The demo world: merchants, people and offers that open with the demo, made through the same API as a customer would use, and one-tap sign-in as each
 * of them. Nothing of it exists in {@code serve}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "identity", "merchants", "imports", "payments", "wallets", "offers"})
package io.tongbao.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
