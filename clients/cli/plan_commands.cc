// The national plan.
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "balcao/v1/plan.grpc.pb.h"
#include "clients/cli/commands.h"
#include "clients/cli/context.h"

namespace balcao::cli {
namespace {

// `at least 1300`; a plain number needs no word.
std::string ReportText(const v1::PlanFigure& figure) {
  switch (figure.qualifier()) {
    case v1::PlanFigure::QUALIFIER_AT_LEAST:
      return absl::StrCat("at least ", figure.report_value());
    case v1::PlanFigure::QUALIFIER_ABOUT:
      return absl::StrCat("about ", figure.report_value());
    case v1::PlanFigure::QUALIFIER_TARGET:
      return absl::StrCat("target ", figure.report_value());
    case v1::PlanFigure::QUALIFIER_DERIVED:
      return absl::StrCat("derived ", figure.report_value());
    default:
      return absl::StrCat(figure.report_value());
  }
}

absl::Status ShowPlan(Context& context) {
  ASSIGN_OR_RETURN(const v1::PlanTable plan,
                   context.Call(&v1::Plan::Stub::GetPlanTable, v1::GetPlanTableRequest()));
  if (context.json()) return context.ShowJson(plan);
  client::Table table({{"FIGURE"},
                       {"OBJECTIVE", true},
                       {"PERIOD"},
                       {"REPORT", true},
                       {"HERE", true},
                       {"UNIT"},
                       {"ORIGIN"},
                       {"MET"},
                       {"STATEMENT"}});
  int met = 0;
  for (const v1::PlanFigure& figure : plan.figures()) {
    if (figure.met()) ++met;
    table.AddRow({std::string(absl::StripPrefix(figure.name(), "figures/")),
                  figure.objective() == 0 ? "" : absl::StrCat(figure.objective()),
                  absl::StrCat(figure.period_start(), "..", figure.period_end()),
                  ReportText(figure), figure.has_value() ? absl::StrCat(figure.value()) : "",
                  figure.unit(), client::TextAt(figure, "origin", context.host().zone),
                  figure.met() ? "yes" : "no", figure.statement()});
  }
  context.ShowTable(table);
  context.Say(absl::StrCat(plan.figures_size(), " figures, ", met, " met"));
  return absl::OkStatus();
}

absl::Status ListMeasures(Context& context) {
  v1::ListMeasuresRequest request;
  if (context.Has("axis")) {
    ASSIGN_OR_RETURN(const int axis, ParseNumber(context.Get("axis")));
    request.set_axis(axis);
  }
  if (context.Has("objective")) {
    ASSIGN_OR_RETURN(const int objective, ParseNumber(context.Get("objective")));
    request.set_objective(objective);
  }
  ASSIGN_OR_RETURN(const v1::ListMeasuresResponse answer,
                   context.Call(&v1::Plan::Stub::ListMeasures, request));
  return context.ShowList(answer, {{"MEASURE", "name"},
                                   {"AXIS", "axis", true},
                                   {"OBJECTIVE", "objective", true},
                                   {"LEAD", "lead_area"},
                                   {"DEADLINE", "deadline"},
                                   {"STAGE", "stage"},
                                   {"TITLE", "title_en"}});
}

absl::Status ShowMeasure(Context& context) {
  v1::GetMeasureRequest request;
  request.set_name(Qualified("measures", context.Get("MEASURE")));
  ASSIGN_OR_RETURN(const v1::Measure measure, context.Call(&v1::Plan::Stub::GetMeasure, request));
  return context.Show(measure);
}

void AddStages(const v1::StageCounts& counts, const std::string& what, client::Table* table) {
  table->AddRow({absl::StrCat(what, counts.number()), absl::StrCat(counts.not_started()),
                 absl::StrCat(counts.in_progress()), absl::StrCat(counts.completed()),
                 absl::StrCat(counts.not_started() + counts.in_progress() + counts.completed())});
}

absl::Status ShowDashboard(Context& context) {
  ASSIGN_OR_RETURN(const v1::Dashboard dashboard,
                   context.Call(&v1::Plan::Stub::GetDashboard, v1::GetDashboardRequest()));
  if (context.json()) return context.ShowJson(dashboard);
  client::Table table({{""},
                       {"NOT STARTED", true},
                       {"IN PROGRESS", true},
                       {"COMPLETED", true},
                       {"MEASURES", true}});
  for (const v1::StageCounts& axis : dashboard.axes()) AddStages(axis, "axis ", &table);
  for (const v1::StageCounts& objective : dashboard.objectives()) {
    AddStages(objective, "objective ", &table);
  }
  context.ShowTable(table);
  return absl::OkStatus();
}

absl::Status RecordReading(Context& context) {
  ASSIGN_OR_RETURN(const std::string month, ParseMonth(context.Get("MONTH")));
  int64_t value = 0;
  if (!absl::SimpleAtoi(context.Get("VALUE"), &value)) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", context.Get("VALUE"), "\" is no whole number"));
  }
  v1::RecordReadingRequest request;
  v1::Reading* reading = request.mutable_reading();
  reading->set_name(absl::StrCat(Qualified("figures", context.Get("FIGURE")), "/readings/", month));
  reading->set_value(value);
  reading->set_source(context.Get("source"));
  ASSIGN_OR_RETURN(const v1::Reading recorded,
                   context.Call(&v1::Plan::Stub::RecordReading, request));
  return context.Show(recorded);
}

absl::Status SetStage(Context& context) {
  v1::SetMeasureStageRequest request;
  request.set_name(Qualified("measures", context.Get("MEASURE")));
  ASSIGN_OR_RETURN(const auto stage, ParseEnum<v1::MeasureStage>(context.Get("STAGE")));
  request.set_stage(stage);
  request.set_evidence(context.Get("evidence"));
  ASSIGN_OR_RETURN(const v1::Measure measure,
                   context.Call(&v1::Plan::Stub::SetMeasureStage, request));
  return context.Show(measure);
}

Argument MeasureArgument() { return {.name = "MEASURE", .help = "The measure: PN-15.01."}; }

std::vector<Command> ReportingCommands() {
  return {
      {.path = "plan record",
       .summary = "Types the value of a figure that casework does not produce",
       .arguments = {{.name = "FIGURE", .help = "The figure: F012."},
                     {.name = "MONTH", .help = "The month it stands for: 2020-10."},
                     {.name = "VALUE", .help = "The value since the start of its period."}},
       .options = {{.name = "source",
                    .value = "TEXT",
                    .help = "Where the value comes from.",
                    .required = true}},
       .writes = true,
       .run = RecordReading},
      {.path = "plan stage",
       .summary = "Reports the stage of a measure, with evidence",
       .arguments = {MeasureArgument(),
                     {.name = "STAGE",
                      .help = "The stage.",
                      .choices = WordsOf<v1::MeasureStage>()}},
       .options =
           {{.name = "evidence", .value = "TEXT", .help = "What shows it.", .required = true}},
       .writes = true,
       .run = SetStage},
  };
}

}  // namespace

std::vector<Command> PlanCommands() {
  std::vector<Command> commands = {
      {.path = "plan show",
       .summary = "Prints the figures of the plan beside those of the report",
       .details = "REPORT is the published value and how it was meant, HERE the value that this "
                  "house counts, ORIGIN where that comes from, MET whether it meets the report's.",
       .run = ShowPlan},
      {.path = "plan measures",
       .summary = "Lists the measures with their stages",
       .options = {{.name = "axis", .value = "NUMBER", .help = "Only this axis, 1 to 5."},
                   {.name = "objective",
                    .value = "NUMBER",
                    .help = "Only this objective, 1 to 23."}},
       .run = ListMeasures},
      {.path = "plan measure",
       .summary = "Shows a measure",
       .arguments = {MeasureArgument()},
       .run = ShowMeasure},
      {.path = "plan dashboard",
       .summary = "Sums the stages by axis and objective",
       .run = ShowDashboard},
  };
  for (Command& command : ReportingCommands()) commands.push_back(std::move(command));
  return commands;
}

}  // namespace balcao::cli
