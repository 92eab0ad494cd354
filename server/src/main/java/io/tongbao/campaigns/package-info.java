/**
 * A campaign's life: written in versions, reviewed, approved by another person, and then open; changed in the same way. What it gives and
 * the money for it are the offers' matter.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "events", "identity", "merchants", "offers"})
package io.tongbao.campaigns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
