#!/bin/sh
# Runs once, on the empty server: a database for each service with the role that owns it and the role that works in it, as
# in production, and one for Keycloak. The logins are files, a directory each, as their Secrets are mounted.
set -eu
logins=${LOGINS:-/logins}

sql() {
  psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" "$@"
}

# role SECRET: the role is made as the Secret has it; psql quotes what it holds.
role() {
  sql --dbname postgres --set name="$(cat "$logins/$1/username")" --set password="$(cat "$logins/$1/password")" <<'SQL'
CREATE ROLE :"name" LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
SQL
}

for service in user mentor booking review notification; do
  role "$service-database-owner"
  role "$service-database-app"
  sql --dbname postgres --set database="$service" --set owner="$(cat "$logins/$service-database-owner/username")" \
    --set app="$(cat "$logins/$service-database-app/username")" <<'SQL'
CREATE DATABASE :"database" OWNER :"owner";
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"app";
\connect :database
ALTER SCHEMA public OWNER TO :"owner";
SQL
done

role keycloak-database
sql --dbname postgres --set owner="$(cat "$logins/keycloak-database/username")" <<'SQL'
CREATE DATABASE keycloak OWNER :"owner";
REVOKE CONNECT, TEMPORARY ON DATABASE keycloak FROM PUBLIC;
SQL
