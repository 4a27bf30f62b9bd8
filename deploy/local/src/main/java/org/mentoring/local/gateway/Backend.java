package org.mentoring.local.gateway;

/** Where a service listens on this machine. */
record Backend(String host, int port) {

    /** @param address {@code host:port} */
    static Backend parse(String address) {
        var colon = address.lastIndexOf(':');
        if (colon <= 0) {
            throw new InvalidConfigurationException("A backend address is host:port, which '" + address + "' is not.");
        }
        return new Backend(address.substring(0, colon), GatewaySettings.port(address, address.substring(colon + 1)));
    }
}
