/**
 * Reasons to buy: campaigns that hold money of their sponsors, and the offers that spend it. What an offer has left, has spent
 * and has been used is never kept here; it is read off the books.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "events",
            "identity",
            "wallets",
            "merchants",
            "connectors",
            "payments",
            "audiences"
        })
package io.tongbao.offers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
