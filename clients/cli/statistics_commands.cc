// Anonymous tables and the closing of months.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "balcao/v1/statistics.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"

namespace balcao::cli {
namespace {

absl::StatusOr<v1::QueryTableRequest> ReadQuery(const Context& context) {
  v1::QueryTableRequest request;
  request.set_kind(context.Get("KIND"));
  request.set_measure(context.Has("persons") ? v1::QueryTableRequest::MEASURE_PERSONS
                                             : v1::QueryTableRequest::MEASURE_COUNT);
  for (absl::string_view dimension : absl::StrSplit(context.Get("by"), ',', absl::SkipEmpty())) {
    request.add_dimensions(std::string(dimension));
  }
  for (const std::string& filter : context.All("filter")) {
    ASSIGN_OR_RETURN(*request.add_filters(), ParseFilter(filter));
  }
  ASSIGN_OR_RETURN(*request.mutable_first_month(), ParseMonth(context.Get("from")));
  ASSIGN_OR_RETURN(*request.mutable_last_month(), ParseMonth(context.Get("to")));
  return request;
}

void ShowCells(Context& context, const v1::QueryTableRequest& request,
               const v1::QueryTableResponse& answer) {
  std::vector<client::Table::Column> columns;
  for (const std::string& dimension : request.dimensions()) {
    columns.push_back({absl::AsciiStrToUpper(dimension)});
  }
  columns.push_back({context.Has("persons") ? "PERSONS" : "COUNT", /*right=*/true});
  client::Table table(std::move(columns));
  for (const v1::TableCell& cell : answer.cells()) {
    std::vector<std::string> cells(cell.codes().begin(), cell.codes().end());
    cells.resize(request.dimensions_size());
    cells.push_back(absl::StrCat(cell.value()));
    table.AddRow(std::move(cells));
  }
  if (!answer.cells().empty()) context.ShowTable(table);
  context.Say(absl::StrCat("Total: ", answer.total()));
  std::vector<std::string> months;
  for (const v1::Period& period : answer.periods()) {
    months.push_back(absl::StrCat(period.name(), period.closing() == v1::Period::CLOSING_PROVISIONAL
                                                     ? " (provisional)"
                                                     : ""));
  }
  if (!months.empty()) context.Note(absl::StrCat("Months: ", absl::StrJoin(months, ", ")));
  if (!answer.protection().empty()) context.Note(answer.protection());
}

absl::Status QueryTable(Context& context) {
  ASSIGN_OR_RETURN(const v1::QueryTableRequest request, ReadQuery(context));
  ASSIGN_OR_RETURN(const v1::QueryTableResponse answer,
                   context.Call(&v1::Statistics::Stub::QueryTable, request));
  if (context.json()) return context.ShowJson(answer);
  ShowCells(context, request, answer);
  return absl::OkStatus();
}

absl::Status ClosePeriod(Context& context) {
  v1::ClosePeriodRequest request;
  ASSIGN_OR_RETURN(const std::string month, ParseMonth(context.Get("MONTH")));
  request.set_name(Qualified("periods", month));
  request.set_closing(context.Has("final") ? v1::Period::CLOSING_FINAL
                                           : v1::Period::CLOSING_PROVISIONAL);
  ASSIGN_OR_RETURN(const v1::Period period,
                   context.Call(&v1::Statistics::Stub::ClosePeriod, request));
  return context.Show(period);
}

absl::Status ListPeriods(Context& context) {
  ASSIGN_OR_RETURN(const v1::ListPeriodsResponse answer,
                   context.Call(&v1::Statistics::Stub::ListPeriods, v1::ListPeriodsRequest()));
  return context.ShowList(answer, {{"PERIOD", "name"},
                                   {"CLOSING", "closing"},
                                   {"PROVISIONAL AT", "provisional_position", true},
                                   {"FINAL AT", "final_position", true},
                                   {"CLOSED", "close_time"},
                                   {"BY", "closed_by"}});
}

Command TableCommand() {
  return {
      .path = "stats table",
      .summary = "Counts closed months by up to four dimensions",
      .details =
          "Every figure is rounded to a multiple of 5, the total on its own: it is not the "
          "sum of the cells. Dimensions: month, quarter, year, centre, district, sex, "
          "age_band, nationality, language, residence_status, topic, area, channel, "
          "outcome.\n\n"
          "  balcao stats table call --by month,language --from 2019-08 --to 2020-09",
      .arguments = {{.name = "KIND",
                     .help = "What is counted.",
                     .choices = {"visit", "matter", "call", "call_without_demand", "interpretation",
                                 "case_opened", "case_closed"}}},
      .options = {{.name = "by", .value = "DIMENSION[,DIMENSION...]", .help = "Breaks down."},
                  {.name = "from", .value = "MONTH", .help = "The first month.", .required = true},
                  {.name = "to", .value = "MONTH", .help = "The last month.", .required = true},
                  {.name = "filter",
                   .value = "DIMENSION=CODE[,CODE...]",
                   .help = "Keeps some: topic=health,housing.",
                   .repeated = true},
                  {.name = "persons", .help = "Counts persons, each once, not events."}},
      .run = QueryTable};
}

}  // namespace

std::vector<Command> StatisticsCommands() {
  return {
      TableCommand(),
      {.path = "period close",
       .summary = "Closes a month, provisionally or for good",
       .arguments = {{.name = "MONTH", .help = "A month that is over: 2019-08."}},
       .options = {{.name = "final", .help = "For good; otherwise for a first look."}},
       .writes = true,
       .run = ClosePeriod},
      {.path = "period list", .summary = "Lists the closed months", .run = ListPeriods},
  };
}

}  // namespace balcao::cli
