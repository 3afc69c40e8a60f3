#include "clients/common/errors.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace balcao::client {
namespace {

grpc::Status WithDetails(grpc::StatusCode code, const std::string& message,
                         const std::vector<const google::protobuf::Message*>& details) {
  google::rpc::Status status;
  for (const auto* detail : details) status.add_details()->PackFrom(*detail);
  return grpc::Status(code, message, status.SerializeAsString());
}

TEST(ErrorsTest, KeepsCodeMessageReasonAndFields) {
  google::rpc::ErrorInfo info;
  info.set_reason("FIELDS_INVALID");
  google::rpc::BadRequest fields;
  auto* violation = fields.add_field_violations();
  violation->set_field("visit.tickets");
  violation->set_description("at least one");
  violation->set_reason("REQUIRED");
  const absl::Status status = FromGrpc(WithDetails(grpc::StatusCode::INVALID_ARGUMENT,
                                                   "the visit is not complete", {&info, &fields}));
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_EQ(ReasonOf(status), "FIELDS_INVALID");
  EXPECT_EQ(Describe(status),
            "the visit is not complete\n"
            "  reason: FIELDS_INVALID\n"
            "  visit.tickets: at least one (REQUIRED)");
}

TEST(ErrorsTest, SaysWhenToTryAgain) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(3);
  const absl::Status status =
      FromGrpc(WithDetails(grpc::StatusCode::RESOURCE_EXHAUSTED, "busy", {&retry}));
  EXPECT_EQ(Describe(status), "busy\n  try again in 3s");
}

TEST(ErrorsTest, UnreadableDetailsAreLeftOut) {
  const absl::Status status =
      FromGrpc(grpc::Status(grpc::StatusCode::ABORTED, "changed", "not a message"));
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_EQ(ReasonOf(status), "");
  EXPECT_EQ(Describe(status), "changed");
  EXPECT_TRUE(FromGrpc(grpc::Status::OK).ok());
}

TEST(ErrorsTest, MessagesCannotMoveTheCursor) {
  EXPECT_EQ(Describe(absl::NotFoundError("a\x1b[2J")), "a\xEF\xBF\xBD[2J");
}

}  // namespace
}  // namespace balcao::client
