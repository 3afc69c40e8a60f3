#include "clients/common/table.h"

#include "gtest/gtest.h"

namespace balcao::client {
namespace {

TEST(TableTest, AlignsColumnsOfAnyScript) {
  Table table({{"NAME"}, {"COUNT", /*right=*/true}, {"NOTE"}});
  table.AddRow({"Conceição", "5", "um"});
  table.AddRow({"Олена", "12345", "dois"});
  table.AddRow({"محمد", "", "três"});
  EXPECT_EQ(table.Render(false),
            "NAME       COUNT  NOTE\n"
            "Conceição      5  um\n"
            "Олена      12345  dois\n"
            "محمد           -  três\n");
}

TEST(TableTest, HeaderIsBoldOnRequestAndCellsCannotBreakLines) {
  Table table({{"A"}, {"B"}});
  table.AddRow({"x\ny"});
  EXPECT_EQ(table.Render(true), "\x1b[1mA    B\x1b[0m\nx y  -\n");
}

}  // namespace
}  // namespace balcao::client
