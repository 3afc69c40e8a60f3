// Early return on a failed absl::Status.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)                           \
  do {                                                        \
    if (absl::Status status_ = (expression); !status_.ok()) { \
      return status_;                                         \
    }                                                         \
  } while (false)

#define BALCAO_CONCAT_INNER(a, b) a##b
#define BALCAO_CONCAT(a, b) BALCAO_CONCAT_INNER(a, b)

// ASSIGN_OR_RETURN(auto value, Call());
#define ASSIGN_OR_RETURN(declaration, expression) \
  BALCAO_ASSIGN_OR_RETURN(BALCAO_CONCAT(result_, __LINE__), declaration, expression)
#define BALCAO_ASSIGN_OR_RETURN(result, declaration, expression) \
  auto result = (expression);                                    \
  if (!result.ok()) return std::move(result).status();           \
  declaration = *std::move(result)
