#include "storage/engine.h"

#include <utility>

namespace balcao::storage {

absl::Status RunToEnd(Statement& statement) {
  while (true) {
    absl::StatusOr<bool> row = statement.Step();
    if (row.ok() && *row) continue;
    statement.Reset();
    return row.status();
  }
}

Reader::Reader(Engine* engine, std::unique_ptr<Connection> connection)
    : engine_(engine), connection_(std::move(connection)) {}

Reader::Reader(Reader&&) noexcept = default;

Reader::~Reader() {
  if (connection_ != nullptr) engine_->Return(std::move(connection_));
}

}  // namespace balcao::storage
