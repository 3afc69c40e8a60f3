-- The tables of an intake: a sealed person and case, the journal, the request,
-- and six blind look-up keys.
CREATE TABLE people(row BIGSERIAL PRIMARY KEY, id UUID UNIQUE, version BIGINT, owner TEXT, body BYTEA);
CREATE TABLE cases(row BIGSERIAL PRIMARY KEY, id UUID UNIQUE, version BIGINT, owner TEXT, state INT, body BYTEA);
CREATE TABLE journal(position BIGSERIAL PRIMARY KEY, hash BYTEA, entry BYTEA);
CREATE TABLE requests(request_id UUID PRIMARY KEY, position BIGINT);
CREATE TABLE look_up(key BIGINT, person UUID);
CREATE INDEX look_up_by_key ON look_up(key);
