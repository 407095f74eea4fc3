package dev.cardea.device;

import dev.cardea.decoupled.Polling;
import dev.cardea.token.Grant;
import dev.cardea.token.TokenRequest;

/// RFC 8628 §3.4: the device polls.
public final class DeviceCodeGrant implements Grant {
    static final String TYPE = "urn:ietf:params:oauth:grant-type:device_code";
    /// Of the token request; hashed with the code.
    static final String PARAMETER = "device_code";

    private final DeviceCodeStore devices;
    private final Polling polling;

    public DeviceCodeGrant(DeviceCodeStore devices, Polling polling) {
        this.devices = devices;
        this.polling = polling;
    }

    @Override
    public String grantType() {
        return TYPE;
    }

    @Override
    public Granted authorize(TokenRequest request) {
        return polling.poll(devices, PARAMETER, request);
    }
}
