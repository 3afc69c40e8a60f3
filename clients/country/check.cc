#include "clients/country/check.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/country/methods.h"
#include "clients/country/progress.h"

namespace balcao::country {
namespace {

constexpr std::array<Kind, 6> kAsked = {Kind::kVisit,      Kind::kMatter,
                                        Kind::kCall,       Kind::kInterpretation,
                                        Kind::kCaseOpened, Kind::kCaseClosed};
// More differences than this are counted, not printed.
constexpr size_t kShownMax = 10;

const char* Word(v1::PlanFigure::Qualifier qualifier) {
  switch (qualifier) {
    case v1::PlanFigure::QUALIFIER_EXACTLY:
      return "exactly";
    case v1::PlanFigure::QUALIFIER_AT_LEAST:
      return "at least";
    case v1::PlanFigure::QUALIFIER_ABOUT:
      return "about";
    case v1::PlanFigure::QUALIFIER_TARGET:
      return "target";
    case v1::PlanFigure::QUALIFIER_DERIVED:
      return "derived";
    default:
      return "";
  }
}

const char* Word(v1::PlanFigure::Origin origin) {
  switch (origin) {
    case v1::PlanFigure::ORIGIN_CASEWORK:
      return "casework";
    case v1::PlanFigure::ORIGIN_CATALOGUE:
      return "catalogue";
    case v1::PlanFigure::ORIGIN_TYPED:
      return "typed";
    default:
      return "-";
  }
}

using Cells = std::map<std::pair<std::string, std::string>, int64_t>;

Cells AnsweredCells(const v1::QueryTableResponse& answer) {
  Cells cells;
  for (const v1::TableCell& cell : answer.cells()) {
    if (cell.codes_size() != 2) continue;
    cells[{cell.codes(0), std::string(Leaf(cell.codes(1)))}] = cell.value();
  }
  return cells;
}

Task<absl::Status> AskTable(Client& client, const std::string& token, Kind kind,
                            const CheckOptions& options, v1::QueryTableResponse& answer) {
  v1::QueryTableRequest request;
  request.set_kind(KindCode(kind));
  request.set_measure(v1::QueryTableRequest::MEASURE_COUNT);
  request.add_dimensions("month");
  request.add_dimensions("centre");
  request.set_first_month(MonthCode(options.first_month));
  request.set_last_month(MonthCode(options.last_month));
  const absl::Status status = co_await client.Call(kQueryTable, token, request, &answer);
  co_return status;
}

Task<absl::Status> AskPlan(Client& client, const std::string& token, v1::PlanTable& table) {
  const v1::GetPlanTableRequest request;
  const absl::Status status = co_await client.Call(kGetPlanTable, token, request, &table);
  co_return status;
}

size_t PrintPlan(const v1::PlanTable& table, const Record& record, const CheckOptions& options) {
  absl::PrintF("%-5s %4s  %-23s %19s %9s  %-9s  %s\n", "", "obj.", "period", "report", "here",
               "origin", "verdict");
  size_t differences = 0;
  for (const v1::PlanFigure& figure : table.figures()) {
    const Verdict verdict = Judge(figure, record, options);
    absl::PrintF("%s\n", verdict.line);
    differences += verdict.met ? 0 : 1;
  }
  return differences;
}

absl::StatusOr<size_t> CheckTables(Client& client, const Staff& staff, const World& world,
                                   const Record& record, const CheckOptions& options) {
  size_t differences = 0;
  for (Kind kind : kAsked) {
    v1::QueryTableResponse answer;
    const absl::Status asked =
        client.Run(AskTable(client, staff.supervisor.token, kind, options, answer));
    if (!asked.ok()) return asked;
    const auto found = CompareTable(answer, kind, world, record, options);
    absl::PrintF("table %-15s %6d cells, total %9s: %s\n", KindCode(kind), answer.cells_size(),
                 Grouped(answer.total()),
                 found.empty() ? "equal" : absl::StrCat(found.size(), " differences"));
    for (size_t i = 0; i < found.size() && i < kShownMax; ++i) absl::PrintF("  %s\n", found[i]);
    differences += found.size();
  }
  return differences;
}

}  // namespace

bool Meets(const v1::PlanFigure& figure, int64_t value) {
  const int64_t report = figure.report_value();
  switch (figure.qualifier()) {
    case v1::PlanFigure::QUALIFIER_EXACTLY:
      return value == report;
    case v1::PlanFigure::QUALIFIER_ABOUT:
      return std::llabs(value - report) * 50 <= report;
    default:
      return value >= report;
  }
}

Verdict Judge(const v1::PlanFigure& figure, const Record& record, const CheckOptions& options) {
  const std::string id(Leaf(figure.name()));
  const std::optional<int64_t> own = record.FigureValue(id);
  Verdict verdict;
  std::string words = "-";
  if (options.whole) {
    verdict.met = figure.has_value() && Meets(figure, figure.value());
    words = verdict.met ? "met" : "NOT MET";
    // The house's own judgement must be the same.
    if (figure.met() != verdict.met) words += ", the house says otherwise";
    verdict.met = verdict.met && figure.met();
  }
  if (own.has_value()) {
    const bool equal = figure.value() == *own;
    words += equal ? ", as recorded" : absl::StrCat(", RECORDED ", *own);
    verdict.met = verdict.met && equal;
  }
  const auto number = [&](int64_t value) {
    return figure.unit() == "year" ? absl::StrCat(value) : Grouped(value);
  };
  const std::string report =
      absl::StrCat(Word(figure.qualifier()), " ", number(figure.report_value()));
  verdict.line = absl::StrFormat("%-5s %4d  %-23s %19s %9s  %-9s  %s", id, figure.objective(),
                                 absl::StrCat(figure.period_start(), " ", figure.period_end()),
                                 report, figure.has_value() ? number(figure.value()) : "-",
                                 Word(figure.origin()), words);
  return verdict;
}

int64_t RoundedTo5(int64_t count) { return (count + 2) / 5 * 5; }

std::vector<std::string> CompareTable(const v1::QueryTableResponse& answer, Kind kind,
                                      const World& world, const Record& record,
                                      const CheckOptions& options) {
  std::vector<std::string> differences;
  Cells answered = AnsweredCells(answer);
  int64_t total = 0;
  for (int month = options.first_month; month <= options.last_month; ++month) {
    for (size_t centre = 0; centre <= world.centres.size(); ++centre) {
      const bool helpline = centre == world.centres.size();
      const std::string code(Leaf(helpline ? world.helpline.name() : world.centres[centre].name()));
      const int64_t count = record.Count(kind, month, centre);
      const auto cell = answered.extract({MonthCode(month), code});
      const int64_t value = cell.empty() ? 0 : cell.mapped();
      total += count;
      if (value == RoundedTo5(count)) continue;
      differences.push_back(
          absl::StrCat(MonthCode(month), " ", code, ": answered ", value, ", recorded ", count));
    }
  }
  for (const auto& [codes, value] : answered) {
    differences.push_back(
        absl::StrCat(codes.first, " ", codes.second, ": answered ", value, ", not asked for"));
  }
  if (answer.total() != RoundedTo5(total)) {
    differences.push_back(absl::StrCat("total: answered ", answer.total(), ", recorded ", total));
  }
  return differences;
}

absl::Status Check(Client& client, const Staff& staff, const World& world, const Record& record,
                   const CheckOptions& options) {
  v1::PlanTable table;
  const absl::Status asked = client.Run(AskPlan(client, staff.supervisor.token, table));
  if (!asked.ok()) return asked;
  size_t differences = PrintPlan(table, record, options);
  const absl::StatusOr<size_t> in_tables = CheckTables(client, staff, world, record, options);
  if (!in_tables.ok()) return in_tables.status();
  differences += *in_tables;
  if (differences > 0) {
    absl::PrintF("verdict: %d DIFFERENCES\n", differences);
    return absl::FailedPreconditionError("the house and the record differ");
  }
  absl::PrintF("verdict: %d figures and %d tables agree\n", table.figures_size(), kAsked.size());
  return absl::OkStatus();
}

}  // namespace balcao::country
