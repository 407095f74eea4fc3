-- The hash of what is in the link that a person was mailed to find a request by; null where there was no mail.
ALTER TABLE backchannel_requests ADD COLUMN link BLOB;
CREATE UNIQUE INDEX backchannel_requests_by_link ON backchannel_requests (link) WHERE link IS NOT NULL;
