// Measures the fact table: facts_bench OUT_DIR [rows] [persons] [seed]
// [removals per 1000] [journal|shuffled].
//
// Writes to OUT_DIR: facts.csv, the rows; queries.json, the twelve queries as SQL
// and our times; cells_N.bin, every cell of answer N as int64.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "services/statistics/facts/fact_table.h"
#include "tests/bench/facts/generate.h"
#include "tests/bench/facts/queries.h"

namespace balcao::bench {
namespace {

constexpr int kRuns = 5;

double MillisecondsOf(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  return taken.count();
}

// Of this thread: what the wall clock would show on an idle machine.
double CpuMilliseconds() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// A field of /proc/self/status in MB, such as VmHWM.
double StatusMegabytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind(field + ":", 0) == 0) {
      return std::stod(line.substr(field.size() + 1)) * 1024 / 1e6;
    }
  }
  return 0;
}

void Require(bool ok, const std::string& what) {
  if (ok) return;
  std::cerr << what << "\n";
  std::exit(1);
}

// Journal entries of one to four facts.
void Fill(const GenerateOptions& options, facts::FactTable* table) {
  std::vector<facts::Fact> batch;
  int64_t position = 1;
  uint32_t row = 0;
  Generate(options, [&](const GeneratedFact& generated) {
    batch.push_back(generated.fact);
    if (++row < options.rows && (row * 2654435761u >> 16) % 5 > 1 && batch.size() < 4) return;
    Require(table->Append(position, batch).ok(), "append failed");
    position += 1 + row % 3;
    batch.clear();
  });
}

void WriteCsv(const GenerateOptions& options, const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  Require(file != nullptr, "cannot write " + path);
  std::fputs(
      "kind,month,day,centre,sex,age_band,nationality,language,residence_status,topic,channel,"
      "outcome,flags,weight,person,alive\n",
      file);
  Generate(options, [&](const GeneratedFact& g) {
    const facts::Fact& f = g.fact;
    std::fprintf(file, "%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%u,%d\n", f.kind, f.month, f.day,
                 f.centre, f.sex, f.age_band, f.nationality, f.language, f.residence_status,
                 f.topic, f.channel, f.outcome, f.flags, f.weight, g.person, g.alive ? 1 : 0);
  });
  Require(std::fclose(file) == 0, "cannot write " + path);
}

struct Timing {
  double best = 0;
  double median = 0;
  double cpu = 0;  // of the best
};

Timing TimeOf(const facts::FactTable& table, const facts::Query& query) {
  std::vector<double> times;
  std::vector<double> cpu_times;
  for (int run = 0; run < kRuns; ++run) {
    const double before = CpuMilliseconds();
    times.push_back(MillisecondsOf([&] { Require(table.Run(query).ok(), "query failed"); }));
    cpu_times.push_back(CpuMilliseconds() - before);
  }
  std::sort(times.begin(), times.end());
  return {times.front(), times[kRuns / 2], *std::min_element(cpu_times.begin(), cpu_times.end())};
}

uint64_t WriteCells(const facts::FactTable& table, const BenchQuery& query,
                    const std::string& path) {
  const absl::StatusOr<facts::QueryResult> result = table.Run(query.query);
  Require(result.ok(), "query failed");
  const facts::Cells& cells = query.query.persons ? result->persons : result->counts;
  Require(cells.dense(), "a dense answer was expected");
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(cells.data()),
             static_cast<std::streamsize>(cells.size() * sizeof(int64_t)));
  Require(file.good(), "cannot write " + path);
  uint64_t checksum = 0;
  for (uint64_t i = 0; i < cells.size(); ++i) {
    checksum = checksum * 0x100000001B3ull + static_cast<uint64_t>(cells.data()[i]);
  }
  return checksum;
}

std::string Quoted(const std::string& text) { return '"' + text + '"'; }

std::string Json(const BenchQuery& query, const Timing& timing) {
  std::string columns;
  std::string shape;
  for (size_t i = 0; i < query.columns.size(); ++i) {
    columns += (i > 0 ? ", " : "") + Quoted(query.columns[i]);
    shape += (i > 0 ? ", " : "") + std::to_string(query.query.dimensions[i].categories);
  }
  return "{\"name\": " + Quoted(query.name) + ", \"columns\": [" + columns + "], \"shape\": [" +
         shape + "], \"where\": " + Quoted(query.where) +
         ", \"distinct\": " + (query.query.persons ? "true" : "false") +
         ", \"best\": " + std::to_string(timing.best) +
         ", \"median\": " + std::to_string(timing.median) +
         ", \"cpu\": " + std::to_string(timing.cpu) + "}";
}

void PrintMemory(const facts::FactTable& table) {
  const facts::MemoryUse use = table.Memory();
  std::printf("memory MB: columns %.1f, persons %.1f, journal %.1f, removals %.1f, total %.1f\n",
              use.columns / 1e6, use.persons / 1e6, use.journal / 1e6, use.removals / 1e6,
              use.total() / 1e6);
}

// What the twelve do not show.
void RunExtras(const facts::FactTable& table) {
  facts::Query query = TwelveQueries(table.rows())[0].query;
  query.persons = true;
  std::printf("count and distinct, 1 dim: %.1f ms of cpu\n", TimeOf(table, query).cpu);
  query.dimensions.clear();
  query.count = false;
  std::printf("distinct, no dimension: %.1f ms of cpu\n", TimeOf(table, query).cpu);
  query = TwelveQueries(table.rows())[6].query;
  for (int month = 0; month < facts::kCodes; ++month) {
    const double closed = (month + 1.5) / kMonths;
    query.snapshot.limit[month] = static_cast<uint32_t>(std::min(1.0, closed) * table.rows());
  }
  std::printf("4 dims, each month closed two weeks later: %.1f ms of cpu\n",
              TimeOf(table, query).cpu);
  query = TwelveQueries(table.rows())[11].query;
  query.working_bytes_max = 16 << 20;
  std::printf("distinct, 2 dims within 16 MB: %.1f ms of cpu\n", TimeOf(table, query).cpu);
}

void RunCheckpoint(const facts::FactTable& table) {
  std::vector<std::string> frames;
  uint64_t bytes = 0;
  const double write = MillisecondsOf([&] {
    const absl::Status written = table.Serialize([&](std::string_view frame) {
      bytes += frame.size();
      frames.emplace_back(frame);
      return absl::OkStatus();
    });
    Require(written.ok(), "serialize failed");
  });
  size_t next = 0;
  const double read = MillisecondsOf([&] {
    const auto loaded = facts::FactTable::Load([&]() -> absl::StatusOr<std::string> {
      return next < frames.size() ? frames[next++] : std::string();
    });
    Require(loaded.ok() && (*loaded)->rows() == table.rows(), "load failed");
  });
  std::printf("checkpoint: %.1f MB, written in %.0f ms, loaded in %.0f ms\n", bytes / 1e6, write,
              read);
}

void Run(const std::string& out, const GenerateOptions& options) {
  facts::FactTable table;
  const double fill = MillisecondsOf([&] { Fill(options, &table); });
  std::printf("rows %u, persons %u, generated and appended in %.0f ms\n", table.rows(),
              table.persons(), fill);
  PrintMemory(table);
  std::printf("resident MB: %.1f, at most so far %.1f\n", StatusMegabytes("VmRSS"),
              StatusMegabytes("VmHWM"));
  std::ofstream json(out + "/queries.json");
  json << "{\"removals\": " << (options.removals_per_1000 > 0 ? "true" : "false")
       << ", \"queries\": [\n";
  const std::vector<BenchQuery> queries = TwelveQueries(table.rows());
  for (size_t i = 0; i < queries.size(); ++i) {
    const Timing timing = TimeOf(table, queries[i].query);
    const uint64_t checksum =
        WriteCells(table, queries[i], out + "/cells_" + std::to_string(i) + ".bin");
    std::printf("%-26s best %7.1f ms  median %7.1f ms  cpu %7.1f ms  cells %016llx\n",
                queries[i].name.c_str(), timing.best, timing.median, timing.cpu,
                static_cast<unsigned long long>(checksum));
    json << Json(queries[i], timing) << (i + 1 < queries.size() ? ",\n" : "\n");
  }
  json << "]}\n";
  RunExtras(table);
  std::printf("resident MB, at most with queries: %.1f\n", StatusMegabytes("VmHWM"));
  RunCheckpoint(table);
  WriteCsv(options, out + "/facts.csv");
}

}  // namespace
}  // namespace balcao::bench

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: facts_bench OUT_DIR [rows] [persons] [seed] [removals per 1000] "
                 "[journal|shuffled]\n";
    return 2;
  }
  const auto number = [&](int i, uint64_t otherwise) {
    return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
  };
  balcao::bench::GenerateOptions options;
  options.rows = static_cast<uint32_t>(number(2, options.rows));
  options.persons = static_cast<uint32_t>(number(3, options.persons));
  options.seed = number(4, options.seed);
  options.removals_per_1000 = static_cast<int>(number(5, 0));
  options.shuffled = argc > 6 && std::string(argv[6]) == "shuffled";
  balcao::bench::Run(argv[1], options);
  return 0;
}
