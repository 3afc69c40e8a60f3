#include "services/server/gateway/assets.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "storage/common/temp_folder.h"

namespace balcao::server::gateway {
namespace {

class AssetsTest : public testing::Test {
 protected:
  void Write(const std::string& name, const std::string& bytes) {
    const std::filesystem::path path = folder_.path() + "/" + name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << bytes;
  }

  const TempFolder folder_;
};

TEST_F(AssetsTest, FilesAreFoundByTheirPathAndPlacesLeadToTheIndex) {
  Write("index.html", "<!doctype html>");
  Write("assets/app-1a2b.js", std::string(5000, 'a'));
  const Assets assets = Assets::Load(folder_.path()).value();
  const Asset* const script = assets.Find("/assets/app-1a2b.js");
  ASSERT_NE(script, nullptr);
  EXPECT_EQ(script->type, "text/javascript; charset=utf-8");
  EXPECT_TRUE(script->immutable);
  EXPECT_LT(script->gzip.size(), script->bytes.size());
  for (const char* place : {"/", "/cases", "/cases/7", "/index.html"}) {
    const Asset* const index = assets.Find(place);
    ASSERT_NE(index, nullptr) << place;
    EXPECT_EQ(index->bytes, "<!doctype html>");
    EXPECT_FALSE(index->immutable);
  }
}

TEST_F(AssetsTest, WhatIsNotThereIsNotTheIndexAndNothingLiesOutside) {
  Write("index.html", "<!doctype html>");
  Write("../outside.txt", "no");
  const Assets assets = Assets::Load(folder_.path()).value();
  for (const char* path : {"/assets/gone.js", "/../outside.txt", "/%2e%2e/outside.txt",
                           "/favicon.ico", "//etc/passwd.txt"}) {
    EXPECT_EQ(assets.Find(path), nullptr) << path;
  }
  std::filesystem::remove(folder_.path() + "/../outside.txt");
}

TEST_F(AssetsTest, AFolderWithoutAnIndexIsRefusedAndNoFolderIsEmpty) {
  EXPECT_EQ(Assets::Load(folder_.path()).status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Assets::Load(folder_.path() + "/none").status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Assets::Load("").value().Find("/"), nullptr);
}

}  // namespace
}  // namespace balcao::server::gateway
