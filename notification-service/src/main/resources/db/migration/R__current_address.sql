-- Where a mail of the kind goes: to the account's address, for the one that an event carried long ago may be somebody else's by now.
-- A report to admins goes to the address that it was requested for. An account that lost its address has one that no mail reaches
-- (RFC 2606, section 2): null, and its mails wait for the new one.
CREATE OR REPLACE FUNCTION current_address(p_kind text, p_told text, p_account text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN address NOT LIKE '%.invalid' THEN address END
      FROM (SELECT CASE p_kind WHEN 'platform-report' THEN coalesce(p_told, p_account) ELSE coalesce(p_account, p_told) END) a (address)
$$;
COMMENT ON FUNCTION current_address IS
    'Where a mail of the kind goes, by the address it was planned with and by that of the account; null while nothing can be sent.';
