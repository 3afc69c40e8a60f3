#include "clients/common/connection.h"

#include "balcao/v1/access.pb.h"
#include "balcao/v1/maintenance.pb.h"
#include "balcao/v1/people.pb.h"
#include "gtest/gtest.h"

namespace balcao::client {
namespace {

TEST(ConnectionTest, KnowsThisMachine) {
  for (const char* server :
       {"127.0.0.1:50051", "127.1.2.3:1", "localhost:50051", "[::1]:50051", "unix:/run/balcao"}) {
    EXPECT_TRUE(IsLoopback(server)) << server;
  }
  for (const char* server : {"10.0.0.1:50051", "localhost.example.org:1", "balcao.gov.pt:443",
                             "127.0.0.1.example.org:1"}) {
    EXPECT_FALSE(IsLoopback(server)) << server;
  }
}

TEST(ConnectionTest, RefusesToSendPeopleInTheClearToAnotherMachine) {
  EXPECT_TRUE(absl::IsInvalidArgument(Connection::Open({.server = "10.0.0.1:50051"}).status()));
  EXPECT_TRUE(Connection::Open({.server = "10.0.0.1:50051", .plaintext_allowed = true}).ok());
  EXPECT_TRUE(absl::IsNotFound(
      Connection::Open({.server = "10.0.0.1:1", .tls_ca_file = "/nowhere"}).status()));
}

TEST(ConnectionTest, OnlyReadsAndNamedWritesAreRepeated) {
  v1::CreatePersonRequest write;
  EXPECT_FALSE(IsRepeatable(write));
  FillRequestId(&write, "id");
  EXPECT_TRUE(IsRepeatable(write));
  EXPECT_TRUE(IsRepeatable(v1::GetPersonRequest()));
  EXPECT_TRUE(IsRepeatable(v1::FindDuplicatesRequest()));
  EXPECT_FALSE(IsRepeatable(v1::ClaimHouseRequest()));
  EXPECT_FALSE(IsRepeatable(v1::BackupRequest()));
}

TEST(ConnectionTest, AGivenRequestIdIsKept) {
  v1::CreatePersonRequest write;
  write.set_request_id("mine");
  FillRequestId(&write, "other");
  EXPECT_EQ(write.request_id(), "mine");
  v1::GetPersonRequest read;
  FillRequestId(&read, "other");
  EXPECT_EQ(read.ByteSizeLong(), 0u);
}

}  // namespace
}  // namespace balcao::client
