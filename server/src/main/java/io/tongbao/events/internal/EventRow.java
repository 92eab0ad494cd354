package io.tongbao.events.internal;

/** An event with its body as JSON text, ready to be inserted. */
record EventRow(String type, String stream, String body) {}
