#include "storage/schema/schema.h"

namespace balcao::storage {
namespace {

// `row` is the first eight bytes of the id (records/id.h): a record is found without an
// index, and since ids begin with the time the newest are last and an index on an owner
// lists them in that order without a sort. Of ids that are hashes the order means nothing.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE series(name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE journal(position INTEGER PRIMARY KEY, hash BLOB NOT NULL, entry BLOB NOT NULL) STRICT;
CREATE TABLE facts(position INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
CREATE TABLE requests(request_id BLOB NOT NULL, actor BLOB NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY(request_id, actor)) STRICT, WITHOUT ROWID;

CREATE TABLE people(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, owner TEXT NOT NULL, team TEXT NOT NULL, compartment TEXT NOT NULL,
  restricted INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX people_by_owner ON people(owner);

CREATE TABLE visits(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, owner TEXT NOT NULL, team TEXT NOT NULL, compartment TEXT NOT NULL,
  restricted INTEGER NOT NULL, person BLOB, done INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX visits_by_owner ON visits(owner);
CREATE INDEX visits_by_person ON visits(person);
CREATE INDEX visits_open ON visits(owner) WHERE done = 0;

CREATE TABLE cases(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, owner TEXT NOT NULL, team TEXT NOT NULL, compartment TEXT NOT NULL,
  restricted INTEGER NOT NULL, person BLOB, state INTEGER NOT NULL, type_key INTEGER NOT NULL,
  stage_key INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX cases_by_owner ON cases(owner);
CREATE INDEX cases_by_person ON cases(person);

CREATE TABLE notes(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, case_id BLOB NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX notes_by_case ON notes(case_id);

CREATE TABLE calls(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, owner TEXT NOT NULL, team TEXT NOT NULL, compartment TEXT NOT NULL,
  restricted INTEGER NOT NULL, person BLOB, body BLOB NOT NULL) STRICT;
CREATE INDEX calls_by_person ON calls(person) WHERE person IS NOT NULL;

CREATE TABLE accounts(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, login TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
CREATE TABLE sessions(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, account BLOB, expire_time INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX sessions_by_account ON sessions(account);
CREATE TABLE periods(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE measures(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE readings(row INTEGER PRIMARY KEY, id BLOB NOT NULL, version INTEGER NOT NULL,
  key INTEGER NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
)sql";

constexpr Migration kMigrations[] = {{1, "the ground", kFirst}};

}  // namespace

std::span<const Migration> SqliteMigrations() { return kMigrations; }

}  // namespace balcao::storage
