#!/bin/sh
# Makes the certificates of the tests, with keys that protect nothing. Valid from 2020 to 2120.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
cat > "$work/ca.cnf" <<CONFIG
[ca]
default_ca = test
[test]
database = $work/index
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
new_certs_dir = $work
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[server]
subjectAltName = DNS:destination.field.test, DNS:localhost, IP:127.0.0.1
[client]
extendedKeyUsage = clientAuth
[req]
distinguished_name = none
[none]
CONFIG
: > "$work/index"

# NAME SUBJECT SECTION SIGNER...: a key and a certificate
make() {
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.test-key.pem"
  openssl req -new -config "$work/ca.cnf" -key "$1.test-key.pem" -subj "/CN=$2" -out "$work/request"
  name=$1 section=$3
  shift 3
  openssl ca -batch -notext -config "$work/ca.cnf" -extensions "$section" -in "$work/request" -out "$name.pem" \
    -startdate 20200101000000Z -enddate 21200101000000Z "$@"
}
make authority 'Test Authority' authority -selfsign -keyfile authority.test-key.pem
make other-authority 'Another Test Authority' authority -selfsign -keyfile other-authority.test-key.pem
make server destination.field.test server -cert authority.pem -keyfile authority.test-key.pem
make client 'Test Client' client -cert authority.pem -keyfile authority.test-key.pem
openssl pkcs8 -topk8 -in client.test-key.pem -passout pass:test -out client-encrypted.test-key.pem
rm -r "$work" authority.test-key.pem other-authority.test-key.pem
