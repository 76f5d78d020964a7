/** Scripts of the postgres images. */

export const entrypointScript = `#!/bin/sh
# Makes a database cluster where there is none yet, then becomes the command.
set -e

# Options alone are meant for the server.
case "\${1:-}" in
    -*) set -- postgres "$@" ;;
esac

must_have_password() {
    if [ -n "\${POSTGRES_PASSWORD:-}" ] || [ "\${POSTGRES_HOST_AUTH_METHOD:-}" = trust ]; then return 0; fi
    cat >&2 <<'TEXT'
Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
TEXT
    exit 1
}

run_initdb_scripts() {
    for script in /docker-entrypoint-initdb.d/*; do
        [ -e "$script" ] || continue
        case "$script" in
            *.sh) echo "$0: running $script"; . "$script" ;;
            *) echo "$0: ignoring $script" ;;
        esac
    done
}

if [ "$1" = postgres ]; then
    mkdir -p "$PGDATA"
    if [ "$(id -u)" = 0 ]; then
        # The server refuses to run as root.
        chmod 700 "$PGDATA"
        chown -R postgres "$PGDATA"
        exec gosu postgres "$0" "$@"
    fi
    if [ -s "$PGDATA/PG_VERSION" ]; then
        echo
        echo 'PostgreSQL Database directory appears to contain a database; Skipping initialization'
        echo
    else
        must_have_password
        initdb --username="\${POSTGRES_USER:-postgres}" -D "$PGDATA"
        echo "host all all all \${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
        run_initdb_scripts
        echo
        echo 'PostgreSQL init process complete; ready for start up.'
        echo
    fi
fi

exec "$@"
`;

/** Not PostgreSQL's own, which is a program: a script that leaves the files by which a cluster is known. */
export const initdbScript = (major: string) => `#!/bin/sh
# Drydock's model of initdb: it lays out the folders and files of a cluster, with no tables in them.
set -e

folder=\${PGDATA:-}
user=postgres
while [ $# -gt 0 ]; do
    case "$1" in
        -D) folder=$2; shift ;;
        --username=*) user=\${1#--username=} ;;
    esac
    shift
done
if [ -z "$folder" ]; then
    echo 'initdb: error: no data directory specified' >&2
    exit 1
fi

echo "The files belonging to this database system will be owned by user \\"$(id -un)\\"."
echo "This user must also own the server process."
echo
for part in base global pg_wal pg_xact; do mkdir -p "$folder/$part"; done
echo "creating subdirectories ... ok"
echo "listen_addresses = '*'" >"$folder/postgresql.conf"
echo "local all all trust" >"$folder/pg_hba.conf"
echo "creating configuration files ... ok"
echo ${major} >"$folder/PG_VERSION"
echo
echo "Success. The superuser is \\"$user\\"."
`;

export const sampleConfiguration = `# How the server starts where nobody says otherwise.
listen_addresses = '*'
port = 5432
max_connections = 100
shared_buffers = 128MB
log_timezone = 'Etc/UTC'
timezone = 'Etc/UTC'
`;
