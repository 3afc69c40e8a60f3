#include "clients/cli/exit_code.h"

#include <vector>

#include "gtest/gtest.h"

namespace balcao::cli {
namespace {

TEST(ExitCodeTest, EveryCodeMeansSomething) {
  struct Row {
    absl::Status status;
    ExitCode code;
  };
  const std::vector<Row> rows = {
      {absl::OkStatus(), kExitOk},
      {UsageError("?"), kExitUsage},
      {absl::UnauthenticatedError(""), kExitNotSignedIn},
      {absl::PermissionDeniedError(""), kExitRefused},
      {absl::NotFoundError(""), kExitRefused},
      {absl::InvalidArgumentError(""), kExitInvalid},
      {absl::OutOfRangeError(""), kExitInvalid},
      {absl::AbortedError(""), kExitConflict},
      {absl::AlreadyExistsError(""), kExitConflict},
      {absl::FailedPreconditionError(""), kExitConflict},
      {absl::UnavailableError(""), kExitUnavailable},
      {absl::ResourceExhaustedError(""), kExitUnavailable},
      {absl::DeadlineExceededError(""), kExitUnavailable},
      {FaultsError("2 faults"), kExitFaults},
      {absl::DataLossError(""), kExitOther},
      {absl::InternalError(""), kExitOther},
      {absl::UnimplementedError(""), kExitOther},
  };
  for (const Row& row : rows) EXPECT_EQ(ExitCodeOf(row.status), row.code) << row.status;
}

}  // namespace
}  // namespace balcao::cli
