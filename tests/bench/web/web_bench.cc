// What the browser's door adds to a call: so many browsers and so many native clients call the same
// method of one server, in turn, paced so that nobody waits for another, and without a pace.
// web_bench GRPC_ADDRESS WEB_PORT SERVER_PID [CONNECTIONS [ROUNDS [SECONDS [CALLS_A_SECOND]]]]
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

#include "balcao/v1/access.pb.h"
#include "balcao/v1/cases.pb.h"
#include "tests/bench/web/callers.h"

namespace balcao::bench {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

constexpr char kLogin[] = "desk.cnaim-lis";
constexpr char kPassword[] = "balcao-demo-2020";

struct Mix {
  std::string name, method;
  std::vector<std::string> requests;  // sent in turn
};

struct Cell {
  double median_us = 0, p99_us = 0, calls_a_second = 0, server_us = 0;
};

double ServerUs(const std::string& pid) {
  std::ifstream in("/proc/" + pid + "/stat");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string word;
  double ticks = 0;
  for (int field = 3; rest >> word && field <= 15; ++field) {
    if (field == 14 || field == 15) ticks += std::stod(word);
  }
  return ticks * 1e6 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

// Calls until the end, at its own times; how long each took, in microseconds.
std::vector<double> CallUntil(Caller& caller, const Mix& mix, size_t number, Clock::time_point end,
                              Clock::duration period, size_t callers) {
  std::vector<double> took;
  size_t turn = number;
  Clock::time_point next =
      Clock::now() + period * static_cast<long>(number) / static_cast<long>(callers);
  while (Clock::now() < end) {
    if (period.count() > 0) {
      std::this_thread::sleep_until(next);
      next += period;
    }
    const std::string& request = mix.requests[turn++ % mix.requests.size()];
    const Clock::time_point sent = Clock::now();
    if (!caller.Call(mix.method, request)) std::abort();
    took.push_back(std::chrono::duration<double, std::micro>(Clock::now() - sent).count());
  }
  return took;
}

Cell Measure(std::vector<std::unique_ptr<Caller>>& callers, const Mix& mix, double seconds,
             Clock::duration period, const std::string& pid) {
  const double before = ServerUs(pid);
  const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                   std::chrono::duration<double>(seconds));
  std::vector<std::vector<double>> took(callers.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < callers.size(); ++i) {
    threads.emplace_back(
        [&, i] { took[i] = CallUntil(*callers[i], mix, i, end, period, callers.size()); });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<double> all;
  for (const auto& some : took) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  const double count = static_cast<double>(all.size());
  return {all[all.size() / 2], all[all.size() * 99 / 100], count / seconds,
          (ServerUs(pid) - before) / count};
}

std::string Triple(std::vector<double> of, const char* format) {
  std::sort(of.begin(), of.end());
  char text[120];
  std::snprintf(text, sizeof(text), format, of.front(), of[of.size() / 2], of.back());
  return text;
}

void Print(const std::string& name, const std::vector<Cell>& native, const std::vector<Cell>& web) {
  const auto each = [](const std::vector<Cell>& cells, double Cell::*member) {
    std::vector<double> values;
    for (const Cell& cell : cells) values.push_back(cell.*member);
    return values;
  };
  for (const auto& [who, cells] : {std::pair("gRPC", &native), std::pair("browser", &web)}) {
    std::printf(
        "%-18s %-8s %s  %s  %s  %s\n", name.c_str(), who,
        Triple(each(*cells, &Cell::median_us), "p50 %6.0f / %6.0f / %6.0f us").c_str(),
        Triple(each(*cells, &Cell::p99_us), "p99 %6.0f / %6.0f / %6.0f us").c_str(),
        Triple(each(*cells, &Cell::calls_a_second), "%6.0f / %6.0f / %6.0f a second").c_str(),
        Triple(each(*cells, &Cell::server_us), "server %4.0f / %4.0f / %4.0f us").c_str());
  }
  std::vector<double> more;
  for (size_t i = 0; i < web.size(); ++i) more.push_back(web[i].median_us - native[i].median_us);
  std::printf("%-18s difference of the medians %s\n", name.c_str(),
              Triple(more, "%.0f / %.0f / %.0f us").c_str());
}

int Run(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string address = argv[1], pid = argv[3];
  const int port = std::atoi(argv[2]);
  const auto number = [&](int at, double otherwise) {
    return argc > at ? std::atof(argv[at]) : otherwise;
  };
  const size_t connections = static_cast<size_t>(number(4, 100));
  const int rounds = static_cast<int>(number(5, 5));
  const double seconds = number(6, 4), calls_a_second = number(7, 400);

  std::vector<std::unique_ptr<Caller>> native, web;
  for (size_t i = 0; i < connections; ++i) {
    native.push_back(NativeCaller(address, kLogin, kPassword));
    web.push_back(BrowserCaller(port, kLogin, kPassword));
  }
  std::vector<Mix> mixes = {
      {"echo", "/balcao.v1.Access/Echo", {v1::EchoRequest().SerializeAsString()}},
      {"case read", "/balcao.v1.Cases/GetCase", {}}};
  for (const std::string& name : SomeCases(address, kLogin, kPassword)) {
    v1::GetCaseRequest request;
    request.set_name(name);
    mixes[1].requests.push_back(request.SerializeAsString());
  }
  const auto paced = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(static_cast<double>(connections) / calls_a_second));
  std::map<std::pair<size_t, bool>, std::pair<std::vector<Cell>, std::vector<Cell>>> cells;
  for (int round = 0; round < rounds; ++round) {
    for (size_t mix = 0; mix < mixes.size(); ++mix) {
      for (const bool in_pace : {true, false}) {
        const Clock::duration period = in_pace ? paced : Clock::duration::zero();
        auto& [of_native, of_web] = cells[{mix, in_pace}];
        of_native.push_back(Measure(native, mixes[mix], seconds, period, pid));
        of_web.push_back(Measure(web, mixes[mix], seconds, period, pid));
      }
    }
  }
  std::printf("%zu connections each; lowest / median / highest of %d rounds of %.0f s\n",
              connections, rounds, seconds);
  for (const auto& [which, measured] : cells) {
    Print(mixes[which.first].name + (which.second ? ", paced" : ", at once"), measured.first,
          measured.second);
  }
  return 0;
}

}  // namespace
}  // namespace balcao::bench

int main(int argc, char** argv) { return balcao::bench::Run(argc, argv); }
