package dev.cardea.bench.flow;

import dev.cardea.bench.load.Answer;
import dev.cardea.bench.load.Flow;
import dev.cardea.bench.load.Unexpected;
import org.jspecify.annotations.Nullable;

/// A device that waits for a person who never comes (RFC 8628 §3.4), and asks far more often than it should: most
/// answers are `slow_down`. Either answer costs one look at the code and one change to it.
public final class DevicePoll implements Flow {
    private final Requests requests;
    private final Requests.Credentials client;
    private String deviceCode = "";

    public DevicePoll(Requests requests, Requests.Credentials client) {
        this.requests = requests;
        this.client = client;
    }

    @Override
    public byte[] begin() {
        return deviceCode.isEmpty() ? requests.asClient("/oauth2/device", client, "scope=openid") : poll();
    }

    private byte[] poll() {
        return requests.asClient(
                "/oauth2/token",
                client,
                "grant_type=" + Requests.encode("urn:ietf:params:oauth:grant-type:device_code") + "&device_code="
                        + deviceCode);
    }

    @Override
    public byte @Nullable [] next(Answer answer) {
        if (deviceCode.isEmpty()) {
            deviceCode = answer.expect(200).text("device_code");
            return poll();
        }
        var error = answer.expect(400).text("error");
        if (!error.equals("authorization_pending") && !error.equals("slow_down"))
            throw new Unexpected("a poll was answered by " + error);
        return null;
    }
}
