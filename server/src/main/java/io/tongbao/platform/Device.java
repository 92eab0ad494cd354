package io.tongbao.platform;

/**
 * From which device a request comes: a parameter that controllers may take. Devices are told apart by a random id in a long-lived cookie that scripts can't read,
 * given to those that have none. It says nothing of who somebody is, and who throws it away is a new device: good against haste, not against intent.
 *
 * @param fingerprint of the id, by the installation's key: the id itself is kept nowhere
 */
public record Device(String fingerprint) {}
