#include "services/people/search_sessions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/people/numbered_id.h"

namespace balcao::services {
namespace {

using storage::Id;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const SearchSessions::Key kMine = {IdOf(1), IdOf(7)};
const Id kAna = IdOf(100), kIvo = IdOf(101);

TEST(SearchSessionsTest, NamesAPersonOnce) {
  SearchSessions sessions;
  EXPECT_THAT(sessions.Untraced(kMine, {kAna}, 0), ElementsAre(kAna));
  EXPECT_THAT(sessions.Untraced(kMine, {kAna}, 1), ElementsAre(kAna)) << "no trace is on disk yet";
  sessions.Traced(kMine, {kAna}, 1);
  EXPECT_THAT(sessions.Untraced(kMine, {kAna}, 2), IsEmpty());
  EXPECT_THAT(sessions.Untraced(kMine, {kIvo, kAna}, 3), ElementsAre(kIvo));
}

TEST(SearchSessionsTest, IsOfOneAccountAlone) {
  SearchSessions sessions;
  sessions.Traced(kMine, {kAna}, 0);
  EXPECT_THAT(sessions.Untraced({IdOf(2), kMine.second}, {kAna}, 1), ElementsAre(kAna));
  EXPECT_THAT(sessions.Untraced({kMine.first, IdOf(8)}, {kAna}, 1), ElementsAre(kAna));
}

TEST(SearchSessionsTest, EndsAndBeginsAgain) {
  SearchSessions sessions;
  const int64_t late = SearchSessions::kLastsUs + 1;
  sessions.Traced(kMine, {kAna}, 0);
  EXPECT_THAT(sessions.Untraced(kMine, {kAna}, late), ElementsAre(kAna));
  sessions.Traced(kMine, {kIvo}, late);
  EXPECT_THAT(sessions.Untraced(kMine, {kAna, kIvo}, late + 1), ElementsAre(kAna));
}

TEST(SearchSessionsTest, ForgetsTheOldestAndTracesAgain) {
  SearchSessions sessions;
  sessions.Traced(kMine, {kAna}, 0);
  for (size_t i = 0; i < SearchSessions::kSessionsMax; ++i) {
    sessions.Traced({IdOf(2), IdOf(static_cast<int>(i))}, {kAna}, 0);
  }
  EXPECT_THAT(sessions.Untraced(kMine, {kAna}, 1), ElementsAre(kAna));
}

TEST(SearchSessionsTest, TracesAgainWhatIsTooMuchToRemember) {
  SearchSessions sessions;
  std::vector<Id> many;
  for (size_t i = 0; i <= SearchSessions::kShownMax; ++i) many.push_back(IdOf(static_cast<int>(i)));
  sessions.Traced(kMine, many, 0);
  EXPECT_THAT(sessions.Untraced(kMine, {many[0]}, 1), ElementsAre(many[0]));
}

}  // namespace
}  // namespace balcao::services
