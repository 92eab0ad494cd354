package io.tongbao.identity;

/** By what right somebody acts. The first belongs to the wallet, the next two to the merchant app, the rest to the console. A brand partner is not of the house. */
public enum Role {
    CUSTOMER,
    MERCHANT_OWNER,
    CASHIER,
    OPERATOR,
    ADMINISTRATOR,
    BRAND_PARTNER
}
