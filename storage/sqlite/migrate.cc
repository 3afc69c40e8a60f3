#include "storage/sqlite/migrate.h"

#include <openssl/sha.h>

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "storage/common/status_macros.h"
#include "storage/common/text.h"

namespace balcao::storage::sqlite {
namespace {

constexpr char kTable[] =
    "CREATE TABLE IF NOT EXISTS schema_migration("
    "version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum BLOB NOT NULL, "
    "applied_time INTEGER NOT NULL) STRICT";

struct Applied {
  std::string name;
  std::string checksum;
};

// The zero byte keeps name and text apart.
std::string ChecksumOf(const Migration& step) {
  const std::string text =
      absl::StrCat(AbslView(step.name), absl::string_view("\0", 1), AbslView(step.sql));
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

absl::StatusOr<std::map<int64_t, Applied>> LoadApplied(Connection& writer) {
  ASSIGN_OR_RETURN(Statement* const prepared,
                   writer.Prepare("SELECT version, name, checksum FROM schema_migration"));
  ScopedStatement rows(prepared);
  std::map<int64_t, Applied> applied;
  while (true) {
    ASSIGN_OR_RETURN(const bool row, rows->Step());
    if (!row) return applied;
    applied[rows->Int(0)] = {std::string(rows->Text(1)), std::string(rows->Blob(2))};
  }
}

// Every applied step must be one of ours, unchanged, and with no gap below it.
absl::Status CheckApplied(const std::map<int64_t, Applied>& applied,
                          std::span<const Migration> migrations) {
  auto next = migrations.begin();
  for (const auto& [version, was] : applied) {
    if (next == migrations.end()) {
      return absl::FailedPreconditionError(
          absl::StrCat("the database is newer than this program: it has schema step ", version,
                       " (", was.name, "); run the newer program, or `balcao restore`"));
    }
    if (next->version != version || ChecksumOf(*next) != was.checksum) {
      return absl::FailedPreconditionError(
          absl::StrCat("schema step ", version, " (", was.name, ") was applied with another text ",
                       "than this program's step ", next->version, " (", AbslView(next->name),
                       "): the checksum differs; run the program that made the database"));
    }
    ++next;
  }
  return absl::OkStatus();
}

absl::Status Record(Connection& writer, const Migration& step) {
  const std::string checksum = ChecksumOf(step);
  ASSIGN_OR_RETURN(Statement* const prepared,
                   writer.Prepare("INSERT INTO schema_migration(version, name, checksum, "
                                  "applied_time) VALUES($1, $2, $3, $4)"));
  ScopedStatement insert(prepared);
  insert->BindInt(1, step.version);
  insert->BindText(2, step.name);
  insert->BindBlob(3, checksum);
  insert->BindInt(4, absl::ToUnixMicros(absl::Now()));
  return RunToEnd(*insert);
}

absl::Status Apply(Connection& writer, const Migration& step) {
  RETURN_IF_ERROR(writer.Begin());
  absl::Status done = writer.Execute(std::string(step.sql));
  if (done.ok()) done = Record(writer, step);
  if (done.ok()) done = writer.Commit();
  if (done.ok()) return done;
  writer.Rollback().IgnoreError();
  return absl::Status(done.code(), absl::StrCat("schema step ", step.version, " (",
                                                AbslView(step.name), "): ", done.message()));
}

}  // namespace

absl::Status ApplyMigrations(Connection& writer, std::span<const Migration> migrations) {
  for (size_t i = 1; i < migrations.size(); ++i) {
    if (migrations[i].version <= migrations[i - 1].version) {
      return absl::InvalidArgumentError("schema steps must have rising versions");
    }
  }
  RETURN_IF_ERROR(writer.Execute(kTable));
  ASSIGN_OR_RETURN(const auto applied, LoadApplied(writer));
  RETURN_IF_ERROR(CheckApplied(applied, migrations));
  for (const Migration& step : migrations.subspan(applied.size())) {
    RETURN_IF_ERROR(Apply(writer, step));
  }
  return absl::OkStatus();
}

}  // namespace balcao::storage::sqlite
