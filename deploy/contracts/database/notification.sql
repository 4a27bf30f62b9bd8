-- Mails that did not go out
SELECT id, kind, recipient_email, attempts, reason
  FROM messages
 WHERE status = 'failed'
 ORDER BY created_at DESC;

-- Mails by kind and state
SELECT kind, status, count(*) FROM messages GROUP BY kind, status ORDER BY kind, status;
