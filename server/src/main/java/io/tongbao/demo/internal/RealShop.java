package io.tongbao.demo.internal;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The real shop of the demo. */
@Component
@ConditionalOnProperty(name = "tongbao.mode", havingValue = "demo")
class RealShop {
    void bring() {}
}
