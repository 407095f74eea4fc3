package dev.cardea.oauth;

/// The `error` values this server answers with, each with the section that defines it.
public enum ErrorCode {
    invalid_request(400), // RFC 6749 §5.2
    invalid_client(401), // RFC 6749 §5.2
    invalid_grant(400), // RFC 6749 §5.2
    invalid_scope(400), // RFC 6749 §5.2
    unauthorized_client(400), // RFC 6749 §5.2
    unsupported_grant_type(400), // RFC 6749 §5.2
    unsupported_response_type(400), // RFC 6749 §4.1.2.1
    access_denied(403), // RFC 6749 §4.1.2.1
    server_error(500), // RFC 6749 §4.1.2.1
    temporarily_unavailable(503), // RFC 6749 §4.1.2.1
    unsupported_token_type(400), // RFC 7009 §2.2.1
    invalid_target(400), // RFC 8693 §2.2.2, RFC 8707 §2
    invalid_authorization_details(400), // RFC 9396 §5
    authorization_pending(400), // RFC 8628 §3.5
    slow_down(400), // RFC 8628 §3.5
    expired_token(400), // RFC 8628 §3.5
    unknown_user_id(400), // CIBA Core §13
    missing_user_code(400), // CIBA Core §13
    invalid_user_code(400), // CIBA Core §13
    invalid_binding_message(400), // CIBA Core §13
    transaction_failed(400), // CIBA Core §12
    invalid_token(401), // RFC 6750 §3.1
    insufficient_scope(403), // RFC 6750 §3.1
    not_found(404), // RFC 9110 §15.5.5
    conflict(409), // RFC 9110 §15.5.10
    precondition_failed(412), // RFC 9110 §15.5.13
    invalid_dpop_proof(400), // RFC 9449 §5
    use_dpop_nonce(400), // RFC 9449 §8
    invalid_redirect_uri(400), // RFC 7591 §3.2.2
    invalid_client_metadata(400), // RFC 7591 §3.2.2
    invalid_software_statement(400), // RFC 7591 §3.2.2
    unapproved_software_statement(400), // RFC 7591 §3.2.2
    login_required(400), // OIDC Core §3.1.2.6
    consent_required(400), // OIDC Core §3.1.2.6
    interaction_required(400), // OIDC Core §3.1.2.6
    account_selection_required(400), // OIDC Core §3.1.2.6
    invalid_request_object(400), // RFC 9101 §7
    invalid_request_uri(400), // OIDC Core §3.1.2.6
    request_not_supported(400), // OIDC Core §3.1.2.6
    request_uri_not_supported(400), // OIDC Core §3.1.2.6
    registration_not_supported(400), // OIDC Core §3.1.2.6
    unmet_authentication_requirements(400); // OpenID Connect Core Error Code unmet_authentication_requirements §2

    public final int status;

    ErrorCode(int status) {
        this.status = status;
    }
}
