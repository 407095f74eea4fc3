package dev.cardea.client;

import dev.cardea.client.CertificateSubject.Kind;
import dev.cardea.mtls.TestCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("RFC 8705 §2.1.2 names of certificates, RFC 4514 their spelling")
class CertificateSubjectTest {
    private static boolean matches(String registered, String certificate) {
        return new CertificateSubject(Kind.tls_client_auth_subject_dn, registered)
                .matches(TestCertificate.selfSigned(certificate).certificate());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "CN=shop,O=Acme,C=DE | CN=shop,O=Acme,C=DE",
            "cn=shop,o=Acme,c=DE | CN=shop,O=Acme,C=DE",
            "CN=Shop, O=ACME,  C=de | CN=shop,O=Acme,C=DE",
            "2.5.4.3=shop,O=Acme | CN=shop,O=Acme",
            "CN=shop,O=Acme\\, Inc. | CN=shop,O=\"Acme, Inc.\"",
            "CN=shop,O=Acme   Inc. | CN=shop,O=Acme Inc.",
            "CN=sh\\6fp | CN=shop",
            "CN=#0C0473686F70 | CN=shop",
            "UID=7+CN=shop,O=Acme | CN=shop+UID=7,O=Acme",
            "emailAddress=a@b.example,CN=x | EMAILADDRESS=a@b.example,CN=x",
            "organizationIdentifier=PSDDE-1,CN=x | OID.2.5.4.97=PSDDE-1,CN=x",
            "serialNumber=12,CN=x | SERIALNUMBER=12,CN=x",
            "CN=Müller | CN=Müller" })
    void are_the_same(String registered, String certificate) {
        assertThat(matches(registered, certificate)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "C=DE,O=Acme,CN=shop | CN=shop,O=Acme,C=DE",
            "CN=shop,O=Acme | CN=shop,O=Acme,C=DE",
            "CN=shop,O=Acme,C=DE | CN=shop,O=Acme",
            "CN=shop | CN=shop2",
            "CN=shop | O=shop",
            "CN=shop,CN=shop | CN=shop",
            "CN=a+UID=b | CN=a,UID=b",
            "CN=* | CN=shop",
            "SN=12,CN=x | SERIALNUMBER=12,CN=x" })
    void are_different(String registered, String certificate) {
        assertThat(matches(registered, certificate)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "shop", "CN=a,,", "=a", "CN", "what=a", "CN=a,O" })
    void are_none(String name) {
        assertThatThrownBy(() -> new CertificateSubject(Kind.tls_client_auth_subject_dn, name))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.example", "300.1.1.1", "1.2.3" })
    void are_no_addresses(String address) {
        assertThatThrownBy(() -> new CertificateSubject(Kind.tls_client_auth_san_ip, address))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
