#include "clients/country/options.h"

#include <functional>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace balcao::country {
namespace {

using Setter = std::function<bool(Options&, const std::string&)>;

template <typename Pick>
Setter Text(Pick pick) {
  return [pick](Options& options, const std::string& value) {
    pick(options) = value;
    return true;
  };
}

template <typename Pick>
Setter Integer(Pick pick, int64_t low, int64_t high) {
  return [=](Options& options, const std::string& value) {
    int64_t number = 0;
    if (!absl::SimpleAtoi(value, &number) || number < low || number > high) return false;
    using Target = std::remove_reference_t<decltype(pick(options))>;
    pick(options) = static_cast<Target>(number);
    return true;
  };
}

template <typename Pick>
Setter Real(Pick pick, double low, double high) {
  return [=](Options& options, const std::string& value) {
    double number = 0;
    if (!absl::SimpleAtod(value, &number) || !(number >= low && number <= high)) return false;
    pick(options) = number;
    return true;
  };
}

bool SetMonths(Options& options, const std::string& value) {
  const std::vector<std::string> ends = absl::StrSplit(value, ':');
  const auto first = ParseMonth(ends.front()), last = ParseMonth(ends.back());
  if (ends.size() > 2 || !first || !last || *first > *last) return false;
  options.replay.first_month = *first;
  options.replay.last_month = *last;
  return true;
}

bool SetMix(Options& options, const std::string& value) {
  const absl::StatusOr<Mix> mix = ParseMix(value);
  if (mix.ok()) options.load.mix = *mix;
  return mix.ok();
}

const std::map<std::string, Setter>& Setters() {
  static const std::map<std::string, Setter>* const setters = new std::map<std::string, Setter>{
      {"server", Text([](Options & o) -> auto& { return o.connection.server; })},
      {"tls-ca", Text([](Options & o) -> auto& { return o.connection.tls_ca_file; })},
      {"catalogue", Text([](Options & o) -> auto& { return o.catalogue; })},
      {"claim-token-file", Text([](Options & o) -> auto& { return o.claim_token_file; })},
      {"admin", Text([](Options & o) -> auto& { return o.keys.administrator; })},
      {"password", Text([](Options & o) -> auto& { return o.keys.password; })},
      {"record", Text([](Options & o) -> auto& { return o.record_file; })},
      {"login", Text([](Options & o) -> auto& { return o.load.login; })},
      {"seed", Integer(
                   [](Options & o) -> auto& { return o.plan.seed; }, 0, INT64_MAX)},
      {"scale", Real(
                    [](Options & o) -> auto& { return o.plan.scale; }, 0.001, 20)},
      {"clients", Integer(
                      [](Options & o) -> auto& { return o.replay.clients; }, 1, 4096)},
      {"channels", Integer(
                       [](Options & o) -> auto& { return o.connection.channels; }, 1, 64)},
      {"rate", Real(
                   [](Options & o) -> auto& { return o.replay.rate; }, 0, 1e6)},
      {"months", SetMonths},
      {"mix", SetMix},
      {"seconds", Real(
                      [](Options & o) -> auto& { return o.load.seconds; }, 0.1, 86400)},
      {"warmup", Real(
                     [](Options & o) -> auto& { return o.load.warmup_seconds; }, 0, 3600)},
      {"in-flight", Integer(
                        [](Options & o) -> auto& { return o.load.in_flight; }, 1, 4096)},
      {"calls", Integer(
                    [](Options & o) -> auto& { return o.load.calls_max; }, 1, INT64_MAX)},
      {"matters", Integer(
                      [](Options & o) -> auto& { return o.load.matters; }, 1, 8)},
      {"cases", Integer(
                    [](Options & o) -> auto& { return o.load.cases_max; }, 1, 10'000'000)},
      {"threads", Integer(
                      [](Options & o) -> auto& { return o.load.threads; }, 1, 16)}};
  return *setters;
}

// Options without a value.
bool* FlagOf(Options& options, const std::string& name) {
  if (name == "check") return &options.check;
  if (name == "dry-run") return &options.dry_run;
  if (name == "help") return &options.help;
  return nullptr;
}

}  // namespace

absl::StatusOr<Options> ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  size_t at = 0;
  options.is_load = !arguments.empty() && arguments[0] == "load";
  if (options.is_load) ++at;
  for (; at < arguments.size(); ++at) {
    absl::string_view argument = arguments[at];
    if (!absl::ConsumePrefix(&argument, "--")) {
      return absl::InvalidArgumentError(absl::StrCat("not an option: ", arguments[at]));
    }
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(argument, absl::MaxSplits('=', 1));
    const bool has_value = argument.find('=') != absl::string_view::npos;
    if (bool* flag = FlagOf(options, parts.first); flag != nullptr && !has_value) {
      *flag = true;
      continue;
    }
    const auto setter = Setters().find(parts.first);
    if (setter == Setters().end() || (!has_value && at + 1 == arguments.size())) {
      return absl::InvalidArgumentError(absl::StrCat("unknown or without a value: ", argument));
    }
    const std::string value = has_value ? parts.second : arguments[++at];
    if (!setter->second(options, value)) {
      return absl::InvalidArgumentError(absl::StrCat("--", parts.first, " cannot be ", value));
    }
  }
  options.keys.seed = options.load.seed = options.plan.seed;
  options.load.password = options.keys.password;
  return options;
}

std::string Usage() {
  return absl::StrCat(
      "balcao-country: the synthetic country. Drives a server as 109 centres and the helpline\n"
      "do, from January 2019 to 19 October 2020. All of its people are invented.\n"
      "\n"
      "  balcao-country [options]\n"
      "    --server HOST:PORT         the server (127.0.0.1:50051)\n"
      "    --tls-ca FILE              certificates (PEM) for a connection under TLS\n"
      "    --claim-token-file FILE    claims an empty house with this one-time token\n"
      "    --admin LOGIN              the administrator (admin)\n"
      "    --password TEXT            the password of every account (",
      kDemoPassword,
      ")\n"
      "    --catalogue FOLDER         the catalogue's tables (deploy/catalogue)\n"
      "    --seed N --scale X         which country (1), and how large (1.0)\n"
      "    --months 2019-01:2019-03   some months only\n"
      "    --clients N --channels N   requests in flight (48), connections (4)\n"
      "    --rate X                   at most so many events a second (no limit)\n"
      "    --record FILE              writes what was sent and answered, counted, as JSON\n"
      "    --check                    compares figures and tables with report and record\n"
      "    --dry-run                  plans and counts without a server\n"
      "\n"
      "  balcao-country load --mix intake|call|get-case|echo [options]\n"
      "    --seconds X --warmup X     how long (10), and how long not counted before (1)\n"
      "    --in-flight N --channels N requests in flight (64), connections (4)\n"
      "    --threads N --calls N      threads that send (1), calls of each at most (no limit)\n"
      "    --matters N                matters of a visit (1), the first becomes a case\n"
      "    --cases N                  cases to list first and then read at random (2000)\n"
      "    --login LOGIN              who sends (the mix's own)\n");
}

}  // namespace balcao::country
