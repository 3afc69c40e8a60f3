// The program: reads the options, enters the house, and tells the story.
#include <algorithm>
#include <cstdio>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/common/errors.h"
#include "clients/country/check.h"
#include "clients/country/options.h"
#include "clients/country/plan_work.h"
#include "clients/country/replay.h"
#include "clients/country/staff.h"

namespace balcao::country {
namespace {

// What a run is about, once the house is entered.
struct Stage {
  World world;
  CountryPlan plan;
  PlanWork work;
  Staff staff;
};

absl::Status ReadToken(Options& options) {
  if (options.claim_token_file.empty()) return absl::OkStatus();
  const absl::StatusOr<std::string> text = ReadText(options.claim_token_file);
  if (!text.ok()) return text.status();
  options.keys.claim_token = std::string(absl::StripAsciiWhitespace(*text));
  return absl::OkStatus();
}

absl::Status SetStage(Client& client, const Options& options, Stage& stage) {
  const absl::StatusOr<Worker> administrator = EnterHouse(client, options.keys);
  if (!administrator.ok()) return administrator.status();
  absl::Status status = FetchWorld(client, administrator->token, stage.world);
  if (status.ok()) status = ReadTables(options.catalogue, stage.world);
  if (!status.ok()) return status;
  absl::StatusOr<CountryPlan> plan = MakePlan(stage.world, options.plan);
  if (!plan.ok()) return plan.status();
  stage.plan = *std::move(plan);
  const absl::StatusOr<Typists> typists = ReadTypists(options.catalogue);
  if (!typists.ok()) return typists.status();
  absl::StatusOr<PlanWork> work = FetchPlanWork(client, administrator->token, *typists);
  if (!work.ok()) return work.status();
  stage.work = *std::move(work);
  absl::StatusOr<Staff> staff =
      HireStaff(client, options.keys, stage.world, stage.work.Institutes(), *administrator);
  if (!staff.ok()) return staff.status();
  stage.staff = *std::move(staff);
  return absl::OkStatus();
}

absl::Status WriteRecord(const Options& options, const Record& record) {
  if (options.record_file.empty()) return absl::OkStatus();
  std::ofstream file(options.record_file);
  file << record.ToJson(options.replay.first_month, options.replay.last_month);
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat("cannot write ", options.record_file));
  return absl::OkStatus();
}

absl::Status TellStory(Options options) {
  if (absl::Status status = ReadToken(options); !status.ok()) return status;
  absl::StatusOr<std::unique_ptr<Client>> client = Client::Connect(options.connection);
  if (!client.ok()) return client.status();
  Stage stage;
  if (absl::Status status = SetStage(**client, options, stage); !status.ok()) return status;
  absl::FPrintF(stderr, "%d accounts signed in; seed %d, scale %g\n", stage.staff.size(),
                options.plan.seed, options.plan.scale);
  Replay replay(**client, stage.world, stage.plan, stage.staff, options.replay);
  absl::Status status = replay.Run(stage.work);
  if (!status.ok()) return status;
  absl::FPrintF(stderr, "%d calls repeated, %d people taken for somebody else at first\n",
                (*client)->repeats(), replay.namesakes());
  status = WriteRecord(options, replay.record());
  if (!status.ok() || !options.check) return status;
  const bool whole = options.plan.scale == 1.0 && options.replay.first_month == 0 &&
                     options.replay.last_month == kMonths - 1;
  return Check(**client, stage.staff, stage.world, replay.record(),
               {options.replay.first_month, options.replay.last_month, whole});
}

// Counts what would be sent, as if every request were answered.
absl::Status DryRun(const Options& options) {
  const absl::StatusOr<World> world = ReadWorld(options.catalogue);
  if (!world.ok()) return world.status();
  const absl::StatusOr<CountryPlan> plan = MakePlan(*world, options.plan);
  if (!plan.ok()) return plan.status();
  Record record(*world, *plan);
  record.Acknowledge(options.replay.first_month, options.replay.last_month);
  absl::PrintF("%d people, %d visits, %d cases, %d calls\n", plan->people.size(),
               plan->visits.size(), plan->cases.size(), plan->calls.size());
  for (const FigurePeriod& figure : world->figures) {
    const auto value = record.FigureValue(figure.id);
    if (value.has_value()) absl::PrintF("%s %9d  %s\n", figure.id, *value, figure.statement);
  }
  return WriteRecord(options, record);
}

int Main(const std::vector<std::string>& arguments) {
  const absl::StatusOr<Options> options = ParseOptions(arguments);
  if (!options.ok()) {
    absl::FPrintF(stderr, "balcao-country: %s\n\n%s", options.status().message(), Usage());
    return 2;
  }
  if (options->help) {
    absl::PrintF("%s", Usage());
    return 0;
  }
  const absl::Status status = options->is_load   ? RunLoad(options->connection, options->load)
                              : options->dry_run ? DryRun(*options)
                                                 : TellStory(*options);
  if (status.ok()) return 0;
  std::fflush(stdout);
  absl::FPrintF(stderr, "\nbalcao-country: %s\n", client::Describe(status));
  return 1;
}

}  // namespace
}  // namespace balcao::country

int main(int argc, char** argv) {
  return balcao::country::Main(std::vector<std::string>(argv + 1, argv + argc));
}
