#include "clients/common/text.h"

#include <string>

#include "gtest/gtest.h"

namespace balcao::client {
namespace {

TEST(TextTest, CountsColumnsNotBytes) {
  EXPECT_EQ(DisplayWidth("Souza"), 5);
  EXPECT_EQ(DisplayWidth("Conceição"), 9);
  EXPECT_EQ(DisplayWidth("Олена"), 5);
  EXPECT_EQ(DisplayWidth("محمد"), 4);
  EXPECT_EQ(DisplayWidth("مُحَمَّد"), 4);  // with vowel marks
  EXPECT_EQ(DisplayWidth("王小明"), 6);
  EXPECT_EQ(DisplayWidth(""), 0);
}

TEST(TextTest, NothingPrintedMovesTheCursor) {
  EXPECT_EQ(Printable("Ana\x1b[2J"), "Ana\xEF\xBF\xBD[2J");
  EXPECT_EQ(Printable("a\tb\nc\r"), "a b c\xEF\xBF\xBD");
  EXPECT_EQ(Printable("x\u202Ey"), "x\xEF\xBF\xBDy");
  EXPECT_EQ(Printable("\xff"), "\xEF\xBF\xBD");
  EXPECT_EQ(Printable("Олена محمد ção"), "Олена محمد ção");
}

TEST(TextTest, WrapsAtSpaces) {
  EXPECT_EQ(Wrap("one two three", 7, 2), "one two\n  three");
  EXPECT_EQ(Wrap("unbreakable word", 4, 0), "unbreakable\nword");
  EXPECT_EQ(Wrap("a\n  b", 10, 0), "a\n  b");
}

}  // namespace
}  // namespace balcao::client
