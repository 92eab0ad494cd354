package io.tongbao.merchants;

/** One of a merchant's places. Trade is told apart by stores; the money is the merchant's. */
public record Store(String id, String merchantId, String name, String address) {}
